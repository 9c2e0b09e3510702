"""What somebody did on a film, in a source's words or by a MARC relator, as roles of ours."""

import re
from functools import lru_cache

from catalog.exchange.reading.facts.texts import said
from catalog.models.person import Credit

Role = Credit.Role
DISTRIBUTOR = "distributor"  # no credit of ours: distributors stand in a list of their own

NAMED: dict[str, str] = {  # words that say the role and nothing else
    Role.DIRECTOR: "director|directors|film director|directed by|direction|realisation|regie",
    Role.WRITER: "writer|writers|written by",
    Role.PRODUCER: "producer|producers|film producer|produced by|production",
    Role.CINEMATOGRAPHER: "cinematographer|cinematographers|cinematography",
    Role.EDITOR: "editor|editors|film editor|edited by|editing",
    Role.COMPOSER: "composer|composers",
    Role.SOUND: "sound",
    Role.NARRATOR: "narrator|narrators|narrated by|narration",
    Role.CAST: "cast|actor|actress|actors",
    Role.PRODUCTION_COMPANY: "production company|production companies|film production company",
    DISTRIBUTOR: "distributor|distributors|film distributor|distributed by",
}
ONE_KIND: dict[str, str] = {  # words that say more than the role: they are kept beside it
    Role.DIRECTOR: "co-director|co-directors|filmmaker|film maker|film-maker|television director|"
    "a film by|film by",
    Role.WRITER: "screenwriter|screenplay|script|scripting|scriptwriter|author|co-writer|"
    "scenario|text|story|author of screenplay|teleplay|lead author|screenplay by|script by|"
    "story by|narrative|narration written by|dialogue|dialogues",
    Role.PRODUCER: "co-producer|co-producers|executive producer|executive producers|"
    "associate producer|associate producers|creative producer|television producer|line producer|"
    "series producer|co-produced by|executive produced by",
    Role.CINEMATOGRAPHER: "director of photography|photographer|photography|camera|cameraman|"
    "videographer|photographed by|director of cinematography|video",
    Role.EDITOR: "on-line editor|cmx editor|supervising editor|film editing|picture editor",
    Role.COMPOSER: "music|soundtrack|original music|music by|score|original score|score by|"
    "original music by",
    Role.SOUND: "sound engineer|sound designer|sound editor|sound design|sound recordist|"
    "sound post-production|sound design/post-production|sound mixer|foley|recording engineer",
    Role.NARRATOR: "voice over|voice-over|commentator|commentary",
    Role.CAST: "performer|performers|dancer|voice|voice actor|singer|featuring|starring",
}
RELATORS = {  # MARC code list for relators: those that films have
    "act": "actor",
    "anm": "animator",
    "art": "artist",
    "aus": "screenwriter",
    "aut": "author",
    "chr": "choreographer",
    "cmm": "commentator",
    "cmp": "composer",
    "cng": "cinematographer",
    "cre": "creator",
    "ctb": "contributor",
    "dnc": "dancer",
    "drt": "director",
    "dst": "distributor",
    "edt": "editor",
    "flm": "film editor",
    "fmd": "film director",
    "fmk": "filmmaker",
    "fmp": "film producer",
    "fds": "film distributor",
    "hst": "host",
    "itr": "instrumentalist",
    "ive": "interviewee",
    "ivr": "interviewer",
    "mod": "moderator",
    "mus": "musician",
    "nrt": "narrator",
    "pan": "panelist",
    "pbl": "publisher",
    "prd": "production personnel",
    "pre": "presenter",
    "prf": "performer",
    "prm": "printmaker",
    "prn": "production company",
    "pro": "producer",
    "sds": "sound designer",
    "sng": "singer",
    "spk": "speaker",
    "spn": "sponsor",
    "std": "set designer",
    "tld": "television director",
    "tlp": "television producer",
    "trl": "translator",
    "vac": "voice actor",
    "vdg": "videographer|photographed by|director of cinematography|video",
}
BETWEEN = re.compile(r"/|,? and | & ")
OTHERS = {"creator", "school", "partner", "crew", "support", "funding", "animator", "sponsor"}
OTHERS |= {"host", "hosts", "speaker", "speakers", "presenter", "presented by", "interviewer"}
OTHERS |= {"interviewee", "moderator", "panelists", "witnesses", "consultant", "consultants"}
COLLECTIVE = {"production company", "production companies", "film production company", "school"}
COLLECTIVE |= {"production facilities", "issuing body", "film school"}

_ROLES = {
    word: (str(role), kept)
    for kept, table in ((False, NAMED), (True, ONE_KIND))
    for role, words in table.items()
    for word in words.split("|")
}


@lru_cache(maxsize=1 << 12)
def roles(words: str) -> tuple[tuple[str, str], ...]:
    """(role, function) for each role the words name; `other` with the words for all else.

    `producer/director` is two roles; `co-producers/directors` two, both in the source's words.
    """
    said_words = said(words)
    key = said_words.casefold().strip(" .,:;")
    if key.endswith("s") and key.removesuffix("s") in _ROLES:  # of each of the executive producers
        key = said_words = key.removesuffix("s")
    known = _ROLES.get(key)
    if known:
        role, says_more = known
        return ((role, said_words if says_more else ""),)
    parts = _parts(key)
    several = [_ROLES[part] for part in parts if part in _ROLES]
    if len(several) == len(parts):
        function = said_words if any(says_more for _role, says_more in several) else ""
        return tuple(dict.fromkeys((role, function) for role, _says_more in several))
    return ((Role.OTHER.value, said_words),)


def _parts(key: str) -> list[str]:
    """`producer/director`, `writer & director`, `written and directed by`: each by itself."""
    parts = [part.strip() for part in BETWEEN.split(key)]
    if key.endswith(" by"):
        parts = [part if part.endswith(" by") else f"{part} by" for part in parts]
    return parts


def of_relator(code: str) -> str:
    """The words of a MARC relator code, or the code itself; also written as an address."""
    code = code.strip().rstrip(".").rpartition("/")[2].casefold()
    return RELATORS.get(code, code)


def is_role(words: str) -> bool:
    """Whether the words are a role, so that they are nobody's name."""
    return roles(words)[0][0] != Role.OTHER or said(words).casefold() in OTHERS


def is_of_a_group(words: str) -> bool:
    return said(words).casefold() in COLLECTIVE
