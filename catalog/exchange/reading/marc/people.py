"""Who made a film: the names of the 1XX and 7XX, and the statements of 245 $c, 508 and 511.

Names are authorities and come first; a statement gives a name its role where the field has none,
and the names that no field has.
"""

import re

from catalog.authority.matching import match_key
from catalog.exchange.reading.facts import names, roles
from catalog.exchange.reading.facts.statements import statements
from catalog.exchange.reading.facts.texts import said
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.marc.record import Field, Record

Credit = tuple[str, str, str, bool]  # name, role, function, is it a group
PEOPLE = ("100", "700", "720")
GROUPS = ("110", "710", "111", "711")
DISTRIBUTED = re.compile(r"^(?:distributed|released)(?: .{0,20})? by (?:the )?", re.IGNORECASE)
SHORT = re.compile(r"(?:\b\w|\b(?:Jr|Sr|Inc|Ltd|Co|Dept|Bros|Corp|U\.S))\.$")


def say(found: Findings, record: Record) -> None:
    told, parts = _told(record)
    distributors = _distributors(record)
    credits: list[Credit] = []
    keys = {_loose(name) for name in distributors}
    for field in record.fields(*PEOPLE, *GROUPS):
        if field.all("t"):  # a work that the film is related to
            continue
        name, group = _name(field), field.tag in GROUPS
        own = _keys(name, field.text("q"))
        words = _roles(field) or [role for key in own for _name, role in told.get(key, [])]
        if words or not keys & own:
            credits += _credits(name, words or [""], group)
        keys |= own
    has_groups = any(True for _field in record.fields(*GROUPS))
    for key, names_and_roles in told.items():
        for name, role in names_and_roles:
            if key not in keys and (role or not has_groups):
                credits += _credits(name, [role], names.is_group(name))
    for part in parts:
        if _loose(part) not in keys:
            found.not_understood("credits", part)
    found.add("credits", [credit for credit in credits if credit[1] != roles.DISTRIBUTOR])
    distributors += [name for name, role, *_rest in credits if role == roles.DISTRIBUTOR]
    once = {match_key(name): name for name in reversed(distributors)}
    found.add("distributors", reversed(once.values()))


def _told(record: Record) -> tuple[dict[str, list[tuple[str, str]]], list[str]]:
    """What the statements say: (name, role) by the key of the name; and what is not understood."""
    told: dict[str, list[tuple[str, str]]] = {}
    parts: list[str] = []
    for text, usual in _texts(record):
        understood, unread = statements(text, usual=usual)
        parts += unread
        for statement in understood:
            for name in statement.names:
                told.setdefault(_loose(name), []).append((name, statement.role))
    return told, parts


def _keys(name: str, fuller: str) -> set[str]:
    """The keys by which a statement of the same record may name somebody: with $q as well."""
    family, comma, _given = name.partition(",")
    fuller = fuller.strip("() ,.")
    return {_loose(name)} | ({_loose(f"{family}, {fuller}")} if comma and fuller else set())


def _loose(name: str) -> str:
    """First and last name: `Muhlhausen, David B.` is `David Muhlhausen` within one record."""
    words = match_key(name).split()
    if names.is_group(name) or len(words) < 2:
        return " ".join(words)
    family, comma, given = name.partition(",")
    if comma and given.split():
        return f"{match_key(given.split()[0])} {match_key(family)}"
    return f"{words[0]} {words[-1]}"


def _texts(record: Record) -> list[tuple[str, str]]:
    """Statements, each with the role of those whom it names without one."""
    found = [(text, "") for text in record.texts("245", "c")]
    found += [(text, "") for text in record.texts("508", "a")]
    return found + [(text, "cast") for text in record.texts("511", "a")]


def _credits(name: str, words: list[str], group: bool) -> list[Credit]:
    given = [role for text in words for role in roles.roles(text)]
    return [(name, role, function, group) for role, function in dict.fromkeys(given)]


def _name(field: Field) -> str:
    """`Fan, Lixin`, `King, Martin Luther, Jr.`, `Harvard University. Film Study Center`."""
    parts = [said(text).strip() for text in field.all("ab")]
    suffix = [
        said(text) for text in field.all("c") if names.SUFFIX.fullmatch(said(text).strip(" ,"))
    ]
    joined = " ".join(parts if field.tag in GROUPS else [*parts, *suffix]).strip(" ,:;")
    return joined if SHORT.search(joined) else joined.removesuffix(".")


def _roles(field: Field) -> list[str]:
    """The terms of $e, or the codes of $4 where there is none."""
    terms = [said(text).strip(" .,") for text in field.all("e")]
    return terms or [roles.of_relator(text) for text in field.all("4")]


def _distributors(record: Record) -> list[str]:
    """264 with second indicator 2, and publishers that are called distributors."""
    found = []
    for field in record.fields("260", "264"):
        for text in field.all("b"):
            name = said(text).strip(" ,:;.[]")
            if field.second == "2" or DISTRIBUTED.match(name):
                found.append(DISTRIBUTED.sub("", name))
    return [name for name in found if name and "not identified" not in name]
