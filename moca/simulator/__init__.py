"""
A fake Instagram and a fake model that speak HTTP as the real ones do: for the demo, for tests, for training.

Meta's side stands in `graph` (calls that the business makes) and `webhooks` (what Meta tells the business); `world`
holds what exists, `faults` what goes wrong on purpose, `gestures` what people do on their phones. `model` is a small
OpenAI-compatible chat model that answers from the facts in its prompt, and whose `tempers` are the ways in which a
model can be bad. `control` drives all of it from outside; `machine` joins the parts, `app` puts them on the web.

It promises to answer as `instagram-messaging.md` says that Meta answers, and to write down in its book every call that
arrived and every message that reached a customer, so that a test can judge by what the customer saw.
"""
