"""
The border to the model: the prompt, one call, the strict schema, and the table that turns its errors into facts.

Outside this room nobody knows OpenAI. A draft ends in a fact, `ReplyDrafted` or `DraftFailed`, within its deadline.
"""
