"""
The dashboard: how the shop stands, how its day goes so far, what needs a person, and the first steps of a new Moca.

`readings` asks the views for the viewer's day; `charts` draws; `steps` are the first steps; `page` puts it together.
"""
