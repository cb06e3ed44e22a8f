"""
What Moca does: every policy of a conversation and of an account, decided without I/O.

`receive(state, message, context, now) -> Outcome` is synchronous and pure; a `Step` gathers what one message changes.
The sender beside them is the paced performer: it decides who is next, never whether.
"""
