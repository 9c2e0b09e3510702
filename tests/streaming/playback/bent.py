"""Every way to bend a signed text a little."""

from collections.abc import Iterator


def mutants(token: str) -> Iterator[str]:
    """The token with one character changed, left out, doubled, put in or swapped."""
    for place, old in enumerate(token):
        before, after = token[:place], token[place + 1 :]
        for new in (
            *(old.swapcase(), chr(ord(old) ^ 1), chr(ord(old) ^ 0x80), chr(ord(old) + 0xFEE0)),
            *("0", "1", "9", "A", "z", "-", "_", ".", ":", "=", "+", "/", "%", " ", "\0", "\n"),
            *("", old + old, "0" + old, old + "=", old + "\u200b", "\u0661", "\ud800"),
        ):
            yield before + new + after
        yield before + after[:1] + old + after[1:]


ALIASES = [
    *("{token}=", "{token}==", "{token}\n", "{token}\0", "{token} ", " {token}", "\ufeff{token}"),
    *("{token}/", "{token}:", "{token}:{token}", "{token}{token}", "0{token}", "+{token}"),
    *("{token}?film=2", "", ":", "..:", "{lower}", "{upper}", "{fullwidth}", "{quoted}"),
]


def alias(pattern: str, token: str) -> str:
    """Another spelling of a token, which some reader of such texts would take."""
    return pattern.format(
        token=token,
        lower=token.lower(),
        upper=token.upper(),
        fullwidth="".join(chr(ord(sign) + 0xFEE0) for sign in token),
        quoted=token.replace(":", "%3A"),
    )
