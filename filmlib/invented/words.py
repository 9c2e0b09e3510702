"""Names and sentences by chance, of a kind that reads like a catalogue and means nothing."""

from random import Random


def _each(words: str) -> list[str]:
    return words.split()


SYLLABLES = _each(
    "ba be da do fa fe ga go ka ko la lo ma mi na no pa ra ro sa so ta to va vo za zu"
)
ADJECTIVES = _each(
    "quiet late northern paper distant broken second salt empty early patient hidden wooden"
    " borrowed silver narrow open last foreign slow bright unwritten common winter"
)
NOUNS = _each(
    "harbour orchard letter station river window teacher bridge season mountain garden island"
    " ferry kitchen winter market signal border journey lantern archive voice field machine"
)
VERBS = _each("follows remembers crosses films repairs leaves visits counts carries answers")
NOT_REAL = "虚构"  # "fictitious", before whatever character follows
CHARACTERS = "山河海月雨雪风火车站桥门窗灯书信花树鸟鱼"
PLACES = _each("town valley coast capital village border suburb factory school library")
PARTS = (
    "The {adjective} {noun} {verb} a {noun2} in a {place} nobody names.",
    "For {number} years a {noun} stands beside the {adjective} {noun2}.",
    "Between the {place} and the {noun}, somebody {verb} what the {noun2} left behind.",
    "Nothing of this happened: the {noun}, the {adjective} {place} and the {noun2} are invented.",
    "In the {adjective} {place} the camera waits until a {noun} {verb} the {noun2}.",
)


def sentences(chance: Random, count: int) -> list[str]:
    """So many sentences of about a dozen words."""
    return [
        chance.choice(PARTS).format(
            adjective=chance.choice(ADJECTIVES),
            noun=chance.choice(NOUNS),
            noun2=chance.choice(NOUNS),
            verb=chance.choice(VERBS),
            place=chance.choice(PLACES),
            number=chance.randint(2, 40),
        )
        for _number in range(count)
    ]


def name(chance: Random) -> tuple[str, str]:
    """A given and a family name."""
    given = "".join(chance.choices(SYLLABLES, k=2)).capitalize()
    return given, "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def title(chance: Random, number: int) -> str:
    words = f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}".title()
    return f"{chance.choice(('The ', 'A ', ''))}{words} (Invented Film {number})"


def original_title(chance: Random) -> str:
    """Of a few films alone, in Chinese characters: “fictitious mountain”, say."""
    return f"{NOT_REAL}{chance.choice(CHARACTERS)}" if chance.random() < 0.04 else ""


def thing(chance: Random) -> str:
    return f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}"
