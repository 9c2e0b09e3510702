"""One page of every type, with the visitor who sees it so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.browser.conftest import CAMPUS, ELSEWHERE, HARBOUR


@dataclass(frozen=True)
class PageType:
    """path: where it is. text: what only this type says, so that no other is taken for it."""

    name: str
    path: str
    text: str
    address: str = CAMPUS
    chosen: str = ""
    status: int = 200

    def __str__(self) -> str:
        return self.name


def a_week() -> str:
    """Last week, which the demo has chosen films for, whatever day it is now."""
    year, week, _day = (datetime.now(UTC) - timedelta(days=7)).isocalendar()
    return f"/weeks/{year}-W{week:02}/"


NOT_YET = "is not available for streaming yet."

STATES = [
    PageType("film, streaming", "/films/the-third-man/", "Available at University of Example"),
    PageType("film, until a day", "/films/hoop-dreams/", "Watch film"),
    PageType("film, leaves soon", "/films/cleo-from-5-to-7/", "12 days left"),
    PageType("film, opens", "/films/waltz-with-bashir/", "Streaming from"),
    PageType("film, ended", "/films/padre-padrone/", "Streaming ended on"),
    PageType("film, not licensed", "/films/last-train-home/", NOT_YET),
    PageType("film, not released", "/films/mephisto/", NOT_YET),
    PageType("film, withdrawn", "/films/la-dolce-vita/", "Withdrawn by the rights holder on"),
    PageType("film, restricted", "/films/my-brilliant-career/", "Not available from where you are"),
    PageType(
        "film, unknown university",
        "/films/the-third-man/",
        "Choose your university to see if you can watch",
        address=ELSEWHERE,
    ),
    PageType(
        "film, not proven",
        "/films/hoop-dreams/",
        "Sign in with Example Harbour College to watch",
        address=ELSEWHERE,
        chosen="example-harbour",
    ),
]

OTHERS = [
    PageType("home", "/", "Films for study, watched through your university"),
    PageType("home, from elsewhere", "/", "Every film says whether", address=ELSEWHERE),
    PageType("film list", "/films/", "41 films"),
    PageType("film list, second page", "/films/?page=2", "41 films"),
    PageType("search", "/films/?q=train", "for “train”"),
    PageType("search, nothing found", "/films/?q=zzz", "No films for “zzz”."),
    PageType(
        "search, nothing left",
        "/films/?q=train&subject=cities&decade=2010s",
        "No films for “train” in Cities, 2010s.",
    ),
    PageType("search, narrowed", "/films/?q=the&decade=1950s&decade=1960s&language=fr", "1950s"),
    PageType("films as a list", "/films/?subject=documentary&view=list&sort=year", "13 films"),
    PageType("every subject", "/films/facets/subject/?decade=2000s", "Back to the films"),
    PageType("privacy", "/privacy/", "What we keep about you"),
    PageType("person", "/people/lixin-fan/", "范立欣"),
    PageType("person of several roles", "/people/orson-welles/", "Cast"),
    PageType("people", "/people/", "Lixin Fan"),
    PageType("subject", "/subjects/documentary/", "Search and filter these films"),
    PageType("subjects", "/subjects/", "Documentary"),
    PageType("festival", "/festivals/cannes-film-festival/", "Festival de Cannes"),
    PageType("festivals", "/festivals/", "Cannes Film Festival"),
    PageType("distributor", "/distributors/invented-pictures/", "Imaginary Pictures"),
    PageType("distributors", "/distributors/", "Invented Pictures"),
    PageType("collection", "/collections/invented-evenings/", "Two films for an evening"),
    PageType("collections", "/collections/", "Invented Evenings"),
    PageType("film, of a source", "/films/drifters/", "Record from"),
    PageType("year", "/years/2009/", "All of the 2000s"),
    PageType("years", "/years/", "2000s"),
    PageType("country", "/countries/FR/", "France"),
    PageType("404, person", "/people/absent/", "We have nothing at this address.", status=404),
    PageType("streaming page", "/films/the-third-man/streaming/", "Back to film summary"),
    PageType("streaming page, not yet", "/films/last-train-home/streaming/", NOT_YET),
    PageType("cite", "/films/the-third-man/cite/?t=12:41-13:05", "These name the moment"),
    PageType("cite, refused", "/films/the-third-man/cite/?t=soon", "is written as", status=400),
    PageType("clip", "/films/the-third-man/clip/?t=2,5&clip=Steps", "A clip of The Third Man"),
    PageType(
        "clip list",
        "/clips/?title=Week+3&clip=the-third-man,2,5,Steps&clip=mephisto,1,9,&clip=absent,1,2,x",
        "Not available at University of Example now",
    ),
    PageType(
        "play all",
        "/clips/play/?title=Week+3&clip=mephisto,1,9,&clip=the-third-man,2,5,Steps",
        "1 clip before this one is skipped",
    ),
    PageType("clip list, refused", "/clips/?add=nothing", "No clip is in this list yet."),
    PageType(
        "transcript",
        "/films/the-third-man/transcript/?q=library",
        "Transcript of The Third Man",
    ),
    PageType(
        "transcript, not let in",
        "/films/the-third-man/transcript/",
        "Choose your university",
        address=ELSEWHERE,
    ),
    PageType("search, spoken", "/films/?q=landscape", "Spoken in films you can watch"),
    PageType("week list", "/weeks/", "Weeks of featured films"),
    PageType("week", a_week(), "Cities, heard and seen"),
    PageType("universities, found", "/universities/?q=harbour", "1 university for “harbour”"),
    PageType("universities, none", "/universities/?q=zzz", "No university for “zzz”."),
    PageType("universities", "/universities/", "3 universities", address=ELSEWHERE),
    PageType(
        "universities, chosen",
        "/universities/",
        "You have chosen Example Harbour College.",
        address=ELSEWHERE,
        chosen="example-harbour",
    ),
    PageType("university", "/u/example/", "You are on campus"),
    PageType("sign in", "/u/example/sign-in/?next=/films/hoop-dreams/", "Who to ask", ELSEWHERE),
    PageType("sign in, let in already", "/u/example/sign-in/", "lets you in already."),
    PageType("sign in, every way", "/u/example-island/sign-in/", "Sign in: Invented", ELSEWHERE),
    PageType("sign out", "/sign-out/", "You are signed out here."),
    PageType("access", "/access/?film=the-third-man", "in the range"),
    PageType("access, from elsewhere", "/access/", "in no range of a university", ELSEWHERE),
    PageType(
        "access, film absent",
        "/access/?film=absent",
        "We have no film of this title or at this address.",
    ),
    PageType(
        "access, not proven",
        "/access/?film=hoop-dreams",
        "A licence runs, and the film is there",
        address=ELSEWHERE,
        chosen="example-harbour",
    ),
    PageType("not let in", "/launch/example/?token=x", "did not let you in", status=403),
    PageType("university, from elsewhere", "/u/example/", "Leaving soon", address=HARBOUR),
    PageType(
        "university, searched",
        "/u/example/?q=the&decade=1960s",
        "Search the whole catalogue instead",
    ),
    PageType("university, nothing found", "/u/example/?q=zzz", "No films for “zzz”."),
    PageType("university, every subject", "/u/example/facets/subject/", "Back to the films"),
    PageType("404", "/nothing/here/", "We have nothing at this address.", status=404),
    PageType("404, film", "/films/absent/", "We have no film at this address.", status=404),
    PageType("refused play", "/play/x/clip.mp4", "You need access", status=403),
]

EMBEDS = [
    PageType("embed, list", "/embed/example/", "Films you can watch at University of Example"),
    PageType("embed, player", "/embed/example/the-third-man/", "The Third Man"),
    PageType("embed, clip", "/embed/example/the-third-man/?t=2,5&clip=Steps", "0:02–0:05"),
    PageType(
        "embed, list, dark, of six",
        "/embed/example/?theme=dark&accent=84d3ae&count=6",
        "Films you can watch at University of Example",
    ),
    PageType(
        "embed, used ticket",
        "/embed/example/the-third-man/?ticket=bent&theme=light&accent=1b5fb8",
        "This way in has been used already",
        address=ELSEWHERE,
        status=403,
    ),
    PageType("embed, not yet", "/embed/example/last-train-home/", NOT_YET),
    PageType(
        "embed, not proven",
        "/embed/example/the-third-man/",
        "Sign in with University of Example",
        address=ELSEWHERE,
    ),
]

PUBLIC = [*STATES, *OTHERS, *EMBEDS]

ADMIN = {
    "index": "/admin/",
    "film list": "/admin/catalog/film/",
    "new film": "/admin/catalog/film/add/",
    "people": "/admin/catalog/person/",
    "licences": "/admin/streaming/licence/",
    "new licence": "/admin/streaming/licence/add/",
    "grant licences": "/admin/streaming/licence/grant/",
    "acts on many licences": "/admin/streaming/bulkact/",
    "media": "/admin/streaming/media/",
    "upload of a film": "/admin/streaming/media/film/4/upload/",
    "weeks": "/admin/catalog/week/",
    "new week": "/admin/catalog/week/add/",
    "universities": "/admin/streaming/university/",
    "new university": "/admin/streaming/university/add/",
    "new identity provider": "/admin/streaming/samlprovider/add/",
    "new OpenID provider": "/admin/streaming/oidcprovider/add/",
    "new course system": "/admin/streaming/ltiregistration/add/",
    "new launch key": "/admin/streaming/launchkey/add/",
    "access of others": "/access/?university=example&address=192.0.2.9&film=the-third-man",
    "access of others, refused": "/access/?university=none&address=x&on=x",
    "audit trail": "/admin/streaming/auditline/",
    "work": "/admin/catalog/job/",
    "one-time codes": "/admin/codes/",
    "change password": "/admin/password_change/",
}
