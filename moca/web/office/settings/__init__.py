"""
The settings of an account, its connection, and what its agent knows and answers by rule.

`sections` names the pages, `descriptions` every setting, `forms` shows and saves them. Rules, facts, versions, the
connection, the webhook and the test chat have modules of their own. Everything that is changed here is changed by the
functions of the API: what it refuses is shown beside the field that is meant.
"""
