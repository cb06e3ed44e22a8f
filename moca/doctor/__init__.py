"""
The doctor: looks at everything that Moca needs from outside, and names each fault with the next thing to do.

It reads and asks, and changes nothing. Calls to Graph are the cheap ones that Moca makes anyway, once each.
"""
