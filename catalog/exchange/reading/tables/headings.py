"""The headings people put over the columns of a film list, and the facts they mean."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

FIRST_ROWS = 30  # a heading row stands among them, or there is none
NUMBER_BEHIND = re.compile(r"\s+\d{1,2}$")
NO_LETTER = re.compile(r"[^a-z0-9]+")
NOT_OF_THE_FILM = ("licence_start", "licence_end", "licence")


@dataclass(frozen=True)
class Meaning:
    """What a column holds. fact: our name for it. words: for people. names: as headings have it."""

    fact: str
    words: Any
    names: str


MEANINGS = (
    Meaning("title", _("Title"), "title|film title|movie title|title of film|name of film|film|"
        "titel|filmtitel|titre|titulo|english title|title english|main title|title proper|"
        "film name|program title|video title|245|245 a|245 a b|245ab|245a|titel deutsch"),
    Meaning("key", _("The source’s own number"), "id|key|record number|record id|record no|number|"
        "sys no|system number|system no|control number|001|catalogue number|catalog number|"
        "film id|item id|sku|product id|title id|cgp"),
    Meaning("original_title", _("Original title"), "original title|title original|originaltitel|"
        "titre original|titulo original|original film title|foreign title|native title|240|240 a"),
    Meaning("original_title_language", _("Language of the original title"),
        "language of the original title|original title language"),
    Meaning("sort_title", _("Sort title"), "sort title|title sort|filing title|sorttitle"),
    Meaning("other_titles", _("Other titles"), "other titles|other title|alternative title|aka|"
        "alternative titles|alternate title|also known as|variant title|246|246 a|246 a b|aliases"),
    Meaning("year", _("Year"), "year|year release|release year|year of release|production year|"
        "year of production|production date|creation date|copyright|year made|copyright date|"
        "copyright year|jahr|produktionsjahr|annee|ano|year produced|008|260 c|264 c|260c|264c|yr"),
    Meaning("released_on", _("Day of release"), "release date|date of release|released|date|"
        "released on|release|day of release|publication date|pub date|premiere|premiere date|"
        "date of premiere|first shown|kinostart|premiere on|date de sortie|fecha de estreno"),
    Meaning("countries", _("Countries"), "country|countries|country of origin|origin|nation|"
        "countries of origin|production country|country of production|place of production|"
        "production countries|nationality|land|lander|produktionsland|pays|pais|countryies"),
    Meaning("languages", _("Languages"), "language|languages|spoken language|spoken languages|"
        "language spoken|audio language|original language|sprache|sprachen|langue|langues|idioma|"
        "language s|lang|041|041 a|546|546 a"),
    Meaning("runtime_seconds", _("Running time"), "runtime|run time|running time|length|duration|"
        "minutes|mins|min|runtime min|runtime mins|runtime minutes|length min|length minutes|"
        "length in minutes|running time minutes|running time min|duration min|duration minutes|"
        "duration mins|runtime in minutes|length mins|dauer|laufzeit|lange|duree|duracion|"
        "running time in minutes|total running time|trt|time"),
    Meaning("seconds", _("Running time in seconds"), "runtime seconds|length in seconds|seconds|"
        "duration seconds|duration s|length seconds|duration in seconds|runtime sec|duration sec"),
    Meaning("colour", _("Colour"), "colour|color|colour b w|color b w|farbe|couleur|b w|"
        "colour or black and white|color or b w"),
    Meaning("director", _("Directors"), "director|directors|director s|directed by|film director|"
        "filmmaker|filmmakers|filmmaker s|regie|regisseur|regisseurin|realisateur|realisation|"
        "realisateurs|director es|directora|director name|dir|film maker"),
    Meaning("writer", _("Writers"), "writer|writers|writer s|screenwriter|screenwriters|"
        "written by|screenplay|script|drehbuch|scenario|scenariste|guion"),
    Meaning("producer", _("Producers"), "producer|producers|producer s|produced by|produzent|"
        "producteur|productor|executive producer|executive producers"),
    Meaning("cinematographer", _("Cinematographers"), "cinematographer|cinematographers|camera|"
        "director of photography|dop|cinematography|kamera|photography"),
    Meaning("editor", _("Editors"), "editor|editors|edited by|film editor|editing|schnitt|montage"),
    Meaning("composer", _("Composers"), "composer|composers|music|music by|original music|musik"),
    Meaning("sound", _("Sound"), "sound|sound design|sound designer|ton"),
    Meaning("narrator", _("Narrators"), "narrator|narrators|narrated by|narration|sprecher"),
    Meaning("cast", _("Cast"), "cast|actor|actors|starring|stars|featuring|lead actor|performers|"
        "lead actor actress|principal cast|with|darsteller|besetzung|acteurs|reparto|511|511 a"),
    Meaning("production_company", _("Production companies"), "production company|studio|studios|"
        "production companies|production company ies|production house|produced at|produktion|"
        "produktionsfirma|societe de production|710|710 a"),
    Meaning("credits", _("Names with their roles"), "credits|people|contributors|contributor|"
        "names|creators|creator contributor role|other credits|cast and crew|crew"),
    Meaning("distributors", _("Distributors"), "distributor|distributors|distributor s|vendor|"
        "supplier|distributed by|distribution|distribution company|verleih|vertrieb|distributeur|"
        "distribuidor|distribuidora|sales agent"),
    Meaning("synopsis", _("Synopsis"), "synopsis|description|summary|abstract|plot|overview|about|"
        "long description|short description|logline|inhalt|beschreibung|resume|sinopsis|520|520 a|"
        "film description|annotation|blurb|short synopsis|long synopsis"),
    Meaning("synopsis_language", _("Language of the synopsis"), "language of the synopsis|"
        "synopsis language"),
    Meaning("synopsis_source", _("Source of the synopsis"), "source of the synopsis|"
        "synopsis source"),
    Meaning("content_notes", _("Content notes"), "content notes|content note|content warning|"
        "content warnings|advisory|viewing guidelines|trigger warning|trigger warnings"),
    Meaning("subjects", _("Subjects"), "subject|subjects|subject s|subject heading|topic|topics|"
        "subject headings|keywords|keyword|genre|genres|genre s|tags|themes|theme|category|"
        "categories|discipline|disciplines|subject area|subject areas|schlagwort|schlagworter|"
        "schlagworte|sujet|sujets|materia|materias|650|650 a|655|655 a|subject group"),
    Meaning("collections", _("Collections"), "collection|collections|series collection"),
    Meaning("festivals", _("Festivals"), "festivals|festival|festival participation|"
        "official selection|official selections|screenings"),
    Meaning("awards", _("Awards"), "awards|award|prizes|awards and festivals|festival awards|"
        "awards festivals|auszeichnungen|prix|premios|586|586 a"),
    Meaning("link", _("Link"), "url|link|web address|web page|website|site|web site|imdb url|"
        "imdb link|856|856 u|856 40 u|856 41 u|856 40|permalink|purl|film url|links|urls"),
    Meaning("imdb", "IMDb", "imdb|imdb id|imdb number|imdb no|imdbid|tconst|imdb title id"),
    Meaning("eidr", "EIDR", "eidr|eidr id"),
    Meaning("isan", "ISAN", "isan"),
    Meaning("wikidata", "Wikidata", "wikidata|wikidata id|qid"),
    Meaning("doi", "DOI", "doi"),
    Meaning("oclc", "OCLC", "oclc|oclc no|oclc number|oclc num|035|035 a|worldcat|ocn"),
    Meaning("local", _("Local number"), "local number|identifier|identifiers|call number|"
        "callnumber|shelfmark|accession number|signatur|acmi identifier|inventory number"),
    Meaning("kind", _("Kind of thing"), "format|type|medium|material type|media type|item type|"
        "record type|kind|publication type|medientyp"),
    Meaning("licence_start", _("Start of a licence: not a fact of the film"), "licence start|"
        "license start|licence start date|license start date|start date|licence begins|"
        "license begins|licence from|license from|rights start|lizenzbeginn|licence starts"),
    Meaning("licence_end", _("End of a licence: not a fact of the film"), "licence end|"
        "license end|licence end date|license end date|end date|licence ends|license ends|expires|"
        "licence expires|license expires|expiry date|expiration date|licence until|license until|"
        "rights end|lizenzende|licence expiry|license expiry"),
    Meaning("licence", _("Part of a licence: not a fact of the film"), "licence|license|rights|"
        "licence type|license type|price|cost|term|ppr|licence term|license term|territory|"
        "box office"),
)  # fmt: skip
WORDS = {meaning.fact: meaning.words for meaning in MEANINGS}


@cache
def _facts() -> dict[str, str]:
    return {name: meaning.fact for meaning in MEANINGS for name in meaning.names.split("|")}


def key_of(heading: str) -> str:
    """The heading without case, accents, signs: `Director(s):` is `director s`."""
    plain = unicodedata.normalize("NFKD", heading.replace("ß", "ss"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NO_LETTER.sub(" ", letters.casefold()).strip()


def fact_of(heading: str) -> str:
    """The fact a heading means, or "": `Director 2` is one more director."""
    key = key_of(heading)
    facts = _facts()
    return (
        facts.get(key)
        or facts.get(key.replace(" ", ""))
        or facts.get(NUMBER_BEHIND.sub("", key), "")
    )


def recognised(cells: Sequence[str]) -> int:
    """How many cells of a row are headings that are known."""
    return len({fact for fact in map(fact_of, cells) if fact})


def heading_row(
    rows: Sequence[Sequence[str]], confirmed: Mapping[str, str] | None = None
) -> int | None:
    """The number of the row that holds the headings: the one where most are known.

    The rows above it (a title across the table, an empty one) are no data.
    """

    def weight(row: Sequence[str]) -> int:
        known = sum(cell.strip() in confirmed for cell in row) if confirmed else 0
        return known or recognised(row)

    weights = [weight(row) for row in rows[:FIRST_ROWS]]
    best = max(weights, default=0)
    return weights.index(best) if best else None
