"""Statements of who did what: `Director, John Ford ; photography, Gregg Toland`.

As cataloguers write them in MARC 245 $c, 508 and 511. A part in which roles and names cannot be
told apart for certain is not understood, as a whole.
"""

import re
from dataclasses import dataclass

from catalog.exchange.reading.facts import names, roles
from catalog.exchange.reading.facts.texts import said

PARTS = re.compile(r"\s*;\s*|(?<=[a-z]{3})\.\s+(?=[A-Z][a-z]+(?: [a-z]+)*: )")
BY = re.compile(
    r"(?P<role>a film by|[a-z]+(?:,? (?:and|&) [a-z]+)? by|music by|realisation):? (?P<names>.+)",
    re.IGNORECASE,
)
ROLE_FIRST = re.compile(r"(?P<role>[A-Za-z][A-Za-z/ &-]{2,40}?)(?P<mark>:|,) ?(?P<names>.+)")
ROLE_LAST = re.compile(r"(?P<names>.+), (?P<role>[a-z][a-z/ &-]{2,40})")
THE = re.compile(r"^[Tt]he ")
BRACKETS = str.maketrans("", "", "[]")  # what the cataloguer added
HONOUR = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sgt|Lt|Col|Capt|Maj|Gen|Hon|Rep|Sen)\.\s?|"
    r"(?:Maj|Col|Capt|Sgt|Lt|Dr|Mr|Ms|Mrs|MAJ|COL|LTC|MG|BG|LTG|CPT|Major|Colonel|Captain|Lieutenant|General|Sergeant|Staff|"
    r"Ambassador|Professor|The Honorable|The Hon\.)\s+)+"
)
DEGREE = re.compile(r",?\s*(?:Ph\.? ?D|M\.? ?D|M\.?A|Esq)\b\.?(?=\s*(?:,|;|$|and\b|&))")
COMMA = re.compile(r",\s+(?:and\s+|&\s+)?")
TOGETHER = re.compile(r"\s+(?:and|&)\s+")
WORD = r"(?:[A-Z][\w’'.-]*|[“\"][A-Z][\w’'. -]*[”\"]|I{2,3}|IV)"
PERSON = re.compile(
    rf"{WORD}(?:\s(?:{WORD}|de|del|della|der|den|di|da|dos|du|la|le|van|von|y|al)){{1,5}}"
)
NAME_OF_A_GROUP = re.compile(rf"(?:[Tt]he )?{WORD}(?:,? (?:{WORD}|of|for|and|the|in|on|&))*")
PLAIN_ROLE = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+){0,3}")


@dataclass(frozen=True)
class Statement:
    """What a part says: the names, and the words for what they did."""

    names: tuple[str, ...]
    role: str


def statements(text: str, *, usual: str = "") -> tuple[list[Statement], list[str]]:
    """What a text says, and its parts that are not understood.

    usual: the role of a list of names alone; without one such a list is not understood.
    """
    found, unread = [], []
    for part in filter(None, PARTS.split(said(text.translate(BRACKETS)).strip(" .;"))):
        statement = _statement(DEGREE.sub("", part).strip(" .,[]"), usual)
        if statement:
            found.append(statement)
        else:
            unread.append(part)
    return found, unread


def _statement(part: str, usual: str) -> Statement | None:
    if told := BY.fullmatch(part):
        people = _people(told["names"], alone=True)
        return Statement(people, _lower(told["role"])) if people else None
    for shape in (ROLE_FIRST, ROLE_LAST):
        told = shape.fullmatch(part)
        if told and _is_role(told["role"], told.groupdict().get("mark", "")):
            people = _people(told["names"])
            return Statement(people, _lower(told["role"].strip())) if people else None
    if usual:
        people = _people(part)
        return Statement(people, usual) if people else None
    is_group = names.is_group(part) and NAME_OF_A_GROUP.fullmatch(part)
    return Statement((part,), "") if is_group else None


def _is_role(words: str, mark: str) -> bool:
    """A role that is known, or plain words before a colon; before a comma only in small letters."""
    may_be = mark == ":" or (mark == "," and words.islower())
    return roles.is_role(words.strip()) or (may_be and bool(PLAIN_ROLE.fullmatch(words)))


def _lower(role: str) -> str:
    return role[:1].lower() + role[1:]


def _people(text: str, *, alone: bool = False) -> tuple[str, ...] | None:
    """The names in a list; None if one of them may be none.

    alone: whether a single name of one word is one, as behind “directed by”.
    """
    if "," not in text and names.is_group(text) and NAME_OF_A_GROUP.fullmatch(text):
        return (THE.sub("", text.strip(" .")),)
    found: list[str] = []
    for part in filter(None, (part.strip(" .[]") for part in COMMA.split(text))):
        if found and names.SUFFIX.fullmatch(part):
            found[-1] += f", {part}"
        else:
            found += _one_or_two(part)
    single = [name for name in found if re.fullmatch(WORD, name)]
    may_be_short = (alone and len(found) == 1) or len(single) * 4 <= len(found)
    whole = all(_is_name(name) for name in found if name not in single)
    return tuple(found) if found and whole and (may_be_short or not single) else None


def _one_or_two(part: str) -> list[str]:
    """`Joel Coen and Ethan Coen`; an orchestra and chorus stay together."""
    sides = [HONOUR.sub("", side.strip()) for side in TOGETHER.split(part)]
    are_people = len(sides) == 2 and all(PERSON.fullmatch(side) for side in sides)
    return sides if are_people else [HONOUR.sub("", part)]


def _is_name(name: str) -> bool:
    is_group = names.is_group(name) and NAME_OF_A_GROUP.fullmatch(name)
    return bool(is_group or PERSON.fullmatch(name.partition(",")[0]))
