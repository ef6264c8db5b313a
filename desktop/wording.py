"""Numbers and the words that go with them, on screens, in messages and in reports."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 article`, `3 articles`, `1,200 articles`; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
