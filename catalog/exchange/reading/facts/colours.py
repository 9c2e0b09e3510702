"""Colour or not."""

from catalog.exchange.reading.facts.texts import said
from catalog.models.film import Film

Colour = Film.Colour
WORDS = {
    Colour.COLOUR: "colour|color|col|col.|farbe|couleur|c|full colour|technicolor",
    Colour.BLACK_AND_WHITE: "black and white|black & white|b&w|b & w|b/w|bw|black-and-white|"
    "monochrome|sw|n&b",
    Colour.MIXED: "black and white and colour|colour and black and white|mixed|"
    "color with black and white sequences|colour with black and white sequences|"
    "some color|black and white with color sequences|b&w and colour|color and black and white|"
    "color, black and white|colour, black and white|part color|b&w, color|color, b&w",
}
NOT_SAID = {"not applicable", "unknown", "not known", "various"}
_COLOURS = {word: colour for colour, words in WORDS.items() for word in words.split("|")}


def colour(text: str) -> str | None:
    """A value of Film.Colour; `""` where the text says that there is nothing to say."""
    words = said(text).casefold().strip(" .;:")
    if not words or words in NOT_SAID:
        return ""
    return _COLOURS.get(words)


def together(found: list[str]) -> str:
    """Several are a film in colour and in black and white."""
    kinds = set(filter(None, found))
    return Colour.MIXED.value if len(kinds) > 1 else str(next(iter(kinds), ""))
