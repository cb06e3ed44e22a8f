"""
The live back office: what a team sees and does all day, in ReactPy over one socket a page.

`site` serves it, `shell` is the frame of every page, `desk` is what one open page works with, `hub` keeps what the
pages of this process show, `wake` carries news between processes. Pages compose parts; what a person does is one call
of a function that the API calls too. Nothing here decides: policy is the actors'. `words` holds what is said, in
English and Spanish; `static` the browser's half: plain modules and style sheets, no build step.
"""
