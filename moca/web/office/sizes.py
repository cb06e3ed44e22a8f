"""How large something is, as people read it."""

UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))


def size(count: int) -> str:
    """Bytes in the largest unit that suits: 812 B, 4.1 kB, 12 MB."""
    for unit, one in UNITS:
        if count >= one:
            return f"{count / one:.1f} {unit}" if count < 10 * one else f"{count // one} {unit}"
    return f"{count} B"
