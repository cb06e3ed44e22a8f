"""
The border to Meta: what Instagram sends is proven and put into our words, what we say is put into Instagram's.

- `signature`: who signed a delivery, over its raw bytes.
- `normalise`: a delivery of any shape becomes facts of `moca.domain.messages`, each under its own identity.
- `graph`: the calls to Graph, each with one deadline, no retry and a result that says what is known.
- `failures`: what Meta's error codes mean for us, as one table.

Nothing here keeps state, retries or decides policy. Tokens and secrets never stand in a result, an error or a log.
The facts about Meta's side come from its documentation and from real traffic; where both are silent, the careful
reading is taken: a send that may have been heard is `SendUnknown`, an event that fits nothing is `Strange` and kept.
"""
