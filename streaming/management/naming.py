"""Universities, films and files as a command names them: by their slugs, and by their paths."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from catalog.management.base import Refused, one_line
from catalog.models import Film
from streaming.models import University


def add_university_and_film(parser: ArgumentParser) -> None:
    parser.add_argument("university", metavar="UNIVERSITY", help="the slug of its page, /u/…/")
    parser.add_argument("film", metavar="FILM", help="the slug of its page, /films/…/")


def university_and_film(options: dict[str, Any]) -> tuple[University, Film]:
    return the_university(options["university"]), the_film(options["film"])


def the_university(slug: str) -> University:
    university = University.objects.filter(slug=slug).first()
    if university is None:
        raise ValueError(f"There is no university “{slug}”.")
    return university


def the_film(slug: str) -> Film:
    """The film at an address, an earlier one too; its permanent identifier will do as well."""
    film = Film.objects.named(slug)
    if film is None:
        raise ValueError(f"There is no film “{slug}”.")
    return film


def refuse_what_is_no_file(path: Path) -> None:
    if not path.exists():
        raise Refused(one_line(f"There is no file {path}."))
    if not path.is_file():
        raise Refused(one_line(f"{path} is no file."))
    if not os.access(path, os.R_OK):
        raise Refused(one_line(f"{path} may not be read."))
