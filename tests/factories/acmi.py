"""Works as ACMI's own file has them, obviously invented."""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

SUBJECTS = [f"Invented field {n}/Invented subject {n}-{m}" for n in range(20) for m in range(20)]


def acmi_work(number: int, **values: Any) -> dict[str, Any]:
    """One work; the same for the same number."""
    chance = Random(number)
    people = [
        f"Invented Person {chance.randrange(20_000)}, {role}" for role in ("director", "cast")
    ]
    return {
        "system_id": number,
        "record_type": "Title",
        "acmi_identifier": f"INVENTED{number}",
        "title": f"Invented work {number}",
        "creation_date": [str(chance.randint(1920, 2017))],
        "place_of_production": ["Australia"],
        "language_keywords": ["English"],
        "length": ["01:00:00"],
        "creator_contributor_role": [*people, "Invented Gaffer, gaffer"],
        "genre": chance.sample(SUBJECTS, 3),
        "description": [f"What work {number} shows is invented. " * 12],
    } | values


def write_acmi(path: Path, works: Iterable[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(work) + "\n" for work in works)
    return path
