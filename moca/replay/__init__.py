"""
Replay: what was decided, decided again. Exactly, to prove that a log is all there is; or as what if, under changed
settings, to see what a change would have done before anybody publishes it.

Pure but for `reading` and `running`: entries of logs go in, findings come out. The model is asked only by what is
handed in.
"""
