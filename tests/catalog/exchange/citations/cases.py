"""Films to cite, every kind of name, year and title among them; each by what is special about it.

No row of a database: the formats take a record, and these are records.
"""

from typing import Any

from catalog.exchange.cited import Cited
from catalog.exchange.moment import Moment
from catalog.models import Film
from catalog.record import Company, CreditLine, FilmRecord, Name

PAGE = "https://films.example/films/the-film/"


def named(family: str, given: str, **values: Any) -> Name:
    return Name(f"{given} {family}", family=family, given=given, **values)


LIXIN_FAN = named("Fan", "Lixin")
CHEN_KAIGE = Name("Chen Kaige", family="Chen", given="Kaige", is_family_first=True)
WONG_KAR_WAI = Name("Wong Kar-wai", family="Wong", given="Kar-wai", is_family_first=True)
KING = Name("Martin Luther King, Jr.", family="King", given="Martin Luther")
GROUP = Name("GPO Film Unit", is_collective=True)


def many(number: int) -> list[Name]:
    return [named(f"Family{n}", f"Given Name{n}") for n in range(1, number + 1)]


def make_cited(
    *directors: Name,
    title: str = "Last Train Home",
    years: tuple[int | None, int | None] = (2009, None),
    companies: tuple[str, ...] = ("EyeSteelFilm",),
    moment: Moment | None = None,
    **values: Any,
) -> Cited:
    film = Film(
        slug="the-film",
        identifier="fl-0001",
        title=title,
        year_from=years[0],
        year_to=years[1],
        **values,
    )
    made_by = [Name(company, is_collective=True) for company in companies]
    credits = [
        CreditLine(role, role, people)
        for role, people in {"director": list(directors), "production_company": made_by}.items()
        if people
    ]
    return Cited(FilmRecord(film, credits=credits), PAGE, moment)


AT = Moment(761, 785)

CASES = {
    "one director": make_cited(LIXIN_FAN),
    "no director": make_cited(),
    "two directors": make_cited(named("Watt", "Harry"), named("Wright", "Basil")),
    "three directors": make_cited(*many(3)),
    "four directors": make_cited(*many(4)),
    "eight directors": make_cited(*many(8)),
    "eleven directors": make_cited(*many(11)),
    "twenty directors": make_cited(*many(20)),
    "twenty-one directors": make_cited(*many(21)),
    "a group": make_cited(GROUP),
    "a group, then a person": make_cited(GROUP, LIXIN_FAN),
    "a person, then a group": make_cited(LIXIN_FAN, GROUP),
    "one word": make_cited(Name("Valli")),
    "a suffix": make_cited(KING),
    "a suffix in second place": make_cited(LIXIN_FAN, KING),
    "a numeral": make_cited(named("Rockefeller", "John D. IV")),
    "family first": make_cited(CHEN_KAIGE),
    "family first, hyphenated": make_cited(WONG_KAR_WAI),
    "family first in first place": make_cited(CHEN_KAIGE, LIXIN_FAN),
    "family first in second place": make_cited(LIXIN_FAN, CHEN_KAIGE),
    "a particle": make_cited(named("von Sydow", "Max")),
    "a form of its own": make_cited(
        Name("L. van Beethoven", citation_form="Beethoven, Ludwig van")
    ),
    "accents and hyphens": make_cited(named("Gören", "Şerif"), named("Besson", "Jean-Claude")),
    "initials": make_cited(named("Griffith", "D. W."), named("O’Rourke", "J.R.")),
    "no year": make_cited(LIXIN_FAN, years=(None, None)),
    "no year, no director": make_cited(years=(None, None)),
    "circa": make_cited(LIXIN_FAN, years=(1910, None), year_is_circa=True),
    "a range": make_cited(LIXIN_FAN, years=(1996, 1999)),
    "a range, circa": make_cited(LIXIN_FAN, years=(1996, 1999), year_is_circa=True),
    "a colon": make_cited(LIXIN_FAN, title="Cane Toads: An Unnatural History"),
    "a question": make_cited(LIXIN_FAN, title="What Ever Happened to Baby Jane?"),
    "a question, no director": make_cited(title="What Ever Happened to Baby Jane?"),
    "full stops": make_cited(LIXIN_FAN, title="If...."),
    "an exclamation": make_cited(LIXIN_FAN, title="Help!"),
    "signs of markup": make_cited(
        LIXIN_FAN, title="Secrets & Lies <b>", companies=("Thin Man & Co. <x>",)
    ),
    "a company's full stop": make_cited(LIXIN_FAN, companies=("Universal Inc.",)),
    "two companies": make_cited(LIXIN_FAN, companies=("EyeSteelFilm", "Other Films")),
    "no company": make_cited(LIXIN_FAN, companies=()),
    "no company, no director": make_cited(companies=()),
    "nothing but a title": make_cited(companies=(), years=(None, None)),
    "a moment": make_cited(LIXIN_FAN, moment=AT),
    "a moment, no director": make_cited(moment=AT),
    "a moment, no year": make_cited(LIXIN_FAN, years=(None, None), moment=AT),
    "a moment, no company": make_cited(LIXIN_FAN, companies=(), moment=Moment(3723)),
}
FROM_A_DISTRIBUTOR = Cited(
    FilmRecord(Film(title="The Film"), distributors=[Company("Ronin Films", "", "", "", "")]), PAGE
)
