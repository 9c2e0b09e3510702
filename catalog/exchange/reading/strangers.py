"""Files that people take for film lists and that are something else: each with its reason."""

import re
from codecs import BOM_UTF8

from django.utils.translation import gettext_lazy

from catalog.exchange.incoming import Unreadable

STRANGERS = (
    (
        re.compile(rb"publication_title\tprint_identifier"),
        gettext_lazy("This is a KBART file: a list of serials and holdings, not of films."),
    ),
    (
        re.compile(rb"\"?Report_Name"),
        gettext_lazy("This is a COUNTER report of usage, not a list of films."),
    ),
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        gettext_lazy("This is Excel’s old format (XLS). Save it as XLSX or CSV."),
    ),
    (re.compile(rb"%PDF"), gettext_lazy("This is a PDF. A table or MARC records are needed.")),
    (
        re.compile(rb"PK\x03\x04(?!.*(?:xl/|\[Content_Types\]))", re.DOTALL),
        gettext_lazy("This is a ZIP archive. Unpack it and import the files one by one."),
    ),
    (
        re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE),
        gettext_lazy("This is a web page, not a list of films."),
    ),
    (
        re.compile(rb"\s*[{\[](?!.{0,4000}system_id)", re.DOTALL),
        gettext_lazy("This is JSON, but not one work of ACMI’s collection on each line."),
    ),
    (
        re.compile(rb"\s*<(?!.{0,4000}<(?:\w+:)?leader)", re.DOTALL),
        gettext_lazy("This is XML, but there are no MARC records at its beginning."),
    ),
    (re.compile(rb"TY  - "), gettext_lazy("This file holds RIS citations, not films.")),
    (re.compile(rb"WEBVTT"), gettext_lazy("This file holds captions, not films.")),
)


def refuse_strangers(head: bytes) -> None:
    """Raises Unreadable, with the reason, where the first bytes are those of a known stranger."""
    start = head.removeprefix(BOM_UTF8)
    for sign, words in STRANGERS:
        if sign.match(start):
            raise Unreadable(str(words))
