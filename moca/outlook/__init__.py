"""
The outlook: what waits, why and until when, and whether Moca is as fast as it promises.

Only reads, and never the whole store: the queues, what is due next, and the conversations that the feed names.
"""
