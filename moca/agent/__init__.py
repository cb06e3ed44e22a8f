"""
The border to the model: what it is told, what it must answer, how it is asked, and what it may cost.

One draft's way: `drafting` reads the conversation (`reading`, `thread`, `background`), `prompt` writes what is asked
(`pieces`, `lines`, `trimming`, `retrieval`), `asking` calls, once or twice, unless the model rests (`breaker`) or the
account's day is used up (`budget`), `decoding` reads the answer by its `schema`, `evidence` is laid beside it. What
does not fit into the prompt is summed up for the next one (`summarising`).

Outside this room nobody knows OpenAI. A draft ends in a fact, `ReplyDrafted` or `DraftFailed`, within its deadline.
"""
