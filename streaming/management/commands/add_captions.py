from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from catalog.codes import language_name, validate_language
from catalog.management.base import LibraryCommand
from streaming.management.naming import refuse_what_is_no_file, the_film
from streaming.media.captions import cues_of
from streaming.media.captions.checking import LARGEST, Checked, checked
from streaming.media.captions.keeping import keep
from streaming.models import Captions

TOLD = 5  # problems of a file that is refused


class Command(LibraryCommand):
    help = "Give a film captions, subtitles, descriptions or chapters: WebVTT, SRT or SBV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("film", metavar="FILM", help="the slug of its page, /films/…/")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--language", metavar="CODE", required=True, help="BCP 47: en, pt-BR")
        parser.add_argument("--kind", choices=Captions.Kind.values, default=Captions.Kind.CAPTIONS)
        parser.add_argument(
            "--made-by", choices=Captions.Maker.values, default=Captions.Maker.UNKNOWN
        )
        parser.add_argument(
            "--repair", action="store_true", help="keep a repaired version, where there can be one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        film = the_film(options["film"])
        language, kind = options["language"], options["kind"]
        validate_language(language)
        refuse_what_is_no_file(options["file"])
        with options["file"].open("rb") as file:
            data = file.read(LARGEST + 1)
        found = checked(data, name=options["file"].name, language=language, kind=kind)
        text = found.text or (found.repaired if options["repair"] else "")
        if not text:
            raise ValueError(refusal(found))
        keep(film, text, language=language, kind=kind, made_by=options["made_by"])
        for problem in found.problems[:TOLD]:
            self.stdout.write(f"Repaired, line {problem.line}: {problem.words}")
        name = f"{language_name(language)} ({Captions.Kind(kind).label})"
        self.stdout.write(f"{film}: {name}, cues: {len(cues_of(text))}, from {found.format}.")


def refusal(found: Checked) -> str:
    """Why a file is not taken, in one line."""
    told = [f"Line {one.line}: {one.words}" for one in found.problems[:TOLD]]
    if len(found.problems) > TOLD:
        told.append(f"And {len(found.problems) - TOLD} more.")
    if found.repaired:
        told.append("A repaired version can be kept: --repair.")
    return " ".join(told)
