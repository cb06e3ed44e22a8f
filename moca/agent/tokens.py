"""
How many tokens a text may cost, estimated without a tokenizer, because each vendor has its own and none ships with us.

Three characters of ASCII, or two bytes of anything else, count as one token. Tokenizers need less: one for about four
letters of English, two or three of Cyrillic or Arabic, one Chinese character. So the estimate errs on the safe side, by
a third for English and by more for other scripts.
"""

ASCII_PER_TOKEN = 3
BYTES_PER_TOKEN = 2


def estimated_tokens(text: str) -> int:
    """0 only for an empty text."""
    plain = len(text) if text.isascii() else sum(map(str.isascii, text))
    others = 0 if text.isascii() else len(text.encode("utf-8", "surrogatepass")) - plain
    return _up(plain, ASCII_PER_TOKEN) + _up(others, BYTES_PER_TOKEN)


def _up(count: int, of: int) -> int:
    return -(-count // of)
