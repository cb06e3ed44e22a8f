"""
The read side: lists, threads, decisions and figures, answered from SQLite and never from the store.

`feed.Follower` follows what changes and reads it, `projection.Projection` writes it (one writer per data directory),
`queries.Views` answers. The logs are the truth: the file may be deleted at any time and is made from them again.
"""
