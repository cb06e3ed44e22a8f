"""
The team's page: who works here and what each may do, and for oneself: sign-ins, language and theme.

`people` is the owners' part, `oneself` everybody's; `readings` asks the store, and is told by `TEAM` of any change.
"""
