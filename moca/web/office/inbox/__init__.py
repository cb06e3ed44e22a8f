"""
The inbox: the list of conversations, one conversation's thread, what is written there, and who the person is.

`page` puts them side by side; `lists` and `threads` say what is read from the views and kept current by the hub.
"""
