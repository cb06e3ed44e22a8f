"""
The team: who works with Moca, what each may do, and how they are known again.

An operator has a name, a role and one token, of which only a print is kept. The bearer of `ADMIN_TOKEN` is an operator
too, and an owner whom nobody can take that from. `docs/team.md` tells it to people.
"""
