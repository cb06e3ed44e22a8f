"""
The system: what runs, what it runs on, how far behind it is, what was set aside, and what is wrong.

`readings` asks the store; each panel shows one of them. Nothing here shows a token or a secret.
"""
