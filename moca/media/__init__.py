"""
What customers sent besides words, as files on this machine: `<data_dir>/media/<account>/<name>`.

`files` keeps, finds and drops them, `kinds` tells what they are, `retention` lets old ones go. How they are fetched is
the border's, whether they are wanted the actors'.
"""
