"""
Forty written conversations in six languages, asked of a real model by hand: `make eval`.

Not part of the tests: it costs money, and what a model says changes from day to day. Each conversation holds the shop's
facts, what was said before, the burst to answer, and expectations that are checked without a model. The drafter and the
guard are those that answer customers.
"""
