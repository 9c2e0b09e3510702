"""The name that a film's file came under: told to people, and never used on a disk."""

LONGEST = 255


def typed_name_of(name: str) -> str:
    """Its last part, on one line, without what nothing shows; cut where it is too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c if c.isprintable() else " " for c in last)
    return " ".join(shown.split())[:LONGEST]
