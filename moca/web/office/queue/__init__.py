"""
The queue: what waits to leave, why, and until when; what is in doubt; what was given up; and a person's word on it.

`reading` puts together what is shown, once a second at most; `page`, `rows` and `paces` show it.
"""
