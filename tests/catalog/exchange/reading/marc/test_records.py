"""Records of two libraries, as they sent them: UTF-8, MARC-8, XML, and what is no film."""

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading import read
from tests.catalog.exchange.reading.samples import sample


def from_sample(name):
    with sample(name) as file:
        return list(read(file, name=name))


@pytest.fixture(scope="module")
def uva():
    return {getattr(found, "key", "") or found.title: found for found in from_sample(UVA)}


@pytest.fixture(scope="module")
def gpo():
    return {getattr(found, "key", "") or found.title: found for found in from_sample(GPO)}


UVA, GPO = "uva-video-records.mrc", "gpo-video-records.mrc"


def test_a_record_gives_its_facts_in_the_catalogues_shapes(gpo):
    found = gpo["001411391"].facts

    assert found["title"] == "The Battle of Ortona"
    assert found["year"] == (2023, None, False)
    assert found["countries"] == ["US"]
    assert found["languages"] == ["en"]
    assert found["runtime_seconds"] == 50 * 60 + 6
    assert found["identifiers"] == [("oclc", "1442075504")]
    assert ("Ortona, Battle of, Ortona, Italy, 1943",) in found["subjects"]
    assert ("World War, 1939-1945", "World War, 1939-1945 - Canada") in found["subjects"]


def test_a_title_is_joined_of_its_parts_and_its_translation_stands_apart(uva, gpo):
    assert gpo["000863833"].facts["title"] == "The most powerful thing: purse seining safety"
    assert uva["u6867336"].facts["title"] == "Vikings. The complete first season"
    night = uva["u1473"].facts
    assert (night["title"], night["other_titles"]) == (
        "Nuit et brouillard",
        [("Night and fog", "")],
    )


def test_letters_of_marc_8_are_read(uva):
    assert ("Varda, Agnès", "director", "", False) in uva["u36364"].facts["credits"]
    assert any("Loðbrók" in path[0] for path in uva["u6867336"].facts["subjects"])


def test_letters_of_utf_8_are_read(gpo):
    assert gpo["001449847"].facts["title"] == "Huế: battle for the heart of Vietnam"
    assert gpo["001132139"].facts["languages"] == ["es"]


def test_people_have_the_roles_of_their_fields(uva):
    vikings = uva["u6867336"].facts

    assert ("Renck, Johan", "director", "", False) in vikings["credits"]
    assert ("TM Productions Limited", "production_company", "", True) in vikings["credits"]
    assert vikings["distributors"] == ["Twentieth Century Fox Home Entertainment"]


def test_a_statement_gives_a_role_to_a_name_without_one(uva):
    credits = uva["u3425169"].facts["credits"]

    assert ("Egoyan, Atom", "director", "", False) in credits
    assert ("Egoyan, Atom", "writer", "screenplay by", False) in credits
    assert ("Holm, Ian", "cast", "", False) in credits
    assert ("Sarah Polley", "cast", "", False) in credits


def test_who_has_no_field_is_known_by_the_statement(uva):
    credits = uva["u20318"].facts["credits"]

    assert ("John Marshall", "director", "", False) in credits
    assert ("John Marshall", "cinematographer", "photographer", False) in credits
    assert ("Lorna Marshall", "other", "ethnographer", False) in credits


def test_a_name_once_more_in_full_is_the_same_person(gpo):
    names = {credit[0] for credit in gpo["000863833"].facts["credits"]}

    assert "Cullen, E. T." in names
    assert "Elaine Cullen" not in names


def test_lengths_dates_and_colours_come_from_the_best_field(uva):
    assert uva["u6867336"].facts["runtime_seconds"] == 398 * 60
    assert uva["u6867336"].facts["countries"] == ["IE", "CA"]
    assert uva["u1473"].facts["colour"] == "mixed"
    assert uva["u21819"].facts["year"] == (1980, 1983, True)
    assert uva["u3425169"].facts["languages"] == ["en", "fr"]


def test_what_is_not_understood_is_listed(uva):
    assert ("festivals", '"Winner 1997 Cannes Film Festival Grand Prix."') in (
        uva["u3425169"].unread
    )
    assert ("credits", "director, Buñuel, J. Fuyol") in uva["u1109"].unread


def test_slides_and_discs_of_data_are_no_films(uva, gpo):
    slides = [found.reason for found in uva.values() if isinstance(found, NotAFilm)]
    others = [found.reason for found in gpo.values() if isinstance(found, NotAFilm)]

    assert slides == ["Not a film: slides.", "Not a film: slides."]
    assert others == [
        "Not a film: 1 computer optical disc.",
        "Not a film: a serial, or a site that is added to.",
    ]


def test_a_file_of_mostly_other_things_gives_its_films():
    kinds = [type(found) for found in from_sample("new_records_202511.mrc")]

    assert kinds.count(Incoming) == 2
    assert kinds.count(NotAFilm) == 3


def test_faulty_records_are_read_or_refused_each_by_itself():
    assert len(from_sample("errorRecs.mrc")) == 5


def test_xml_reads_as_the_same_records_in_binary(gpo):
    films = from_sample("gpo-video-records.xml")

    assert [film.key for film in films] == ["001092791", "000905123"]
    for film in films:
        assert film.facts == gpo[film.key].facts


def with_a_fault(data, fault):
    first, second, *rest = data.split(b"\x1d")
    return b"\x1d".join([first, fault(second), *rest])


FAULTS = {
    "cut": lambda record: record[:300],
    "no leader": lambda record: b"x",
    "wrong directory": lambda record: record[:24] + b"9" * 60 + record[84:],
    "wrong length": lambda record: b"00099" + record[5:],
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_bad_record_between_good_ones_stops_none_of_them(fault):
    with sample(UVA) as file:
        data = file.read()
    good = from_sample(UVA)

    found = list(read(io.BytesIO(with_a_fault(data, fault)), name="x.mrc"))

    assert [one for one in found if one.place != 2] == [one for one in good if one.place != 2]


@pytest.mark.parametrize("bad", [b"\x1d\x1d", b"\r\n", b"\x00\x00"])
def test_what_stands_between_records_is_nothing(bad):
    with sample(UVA) as file:
        data = file.read()

    assert len(list(read(io.BytesIO(data.replace(b"\x1d", b"\x1d" + bad)), name="x"))) == 11


def test_a_record_that_does_not_end_is_refused():
    with sample(UVA) as file:
        endless = io.BytesIO(file.read(2000) + b"x" * 5_000_000)

    with pytest.raises(Unreadable, match="does not end"):
        list(read(endless, name="x.mrc"))


XML = '<collection xmlns="http://www.loc.gov/MARC21/slim">{}</collection>'
RECORD = (
    "<record><leader>00000ngm a2200000 a 4500</leader>"
    '<controlfield tag="001">1</controlfield>'
    '<datafield tag="245" ind1="0" ind2="4"><subfield code="a">{}</subfield></datafield></record>'
)


def read_xml(text):
    return list(read(io.BytesIO(text.encode()), name="x.xml"))


def test_records_in_an_envelope_are_found():
    envelope = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata>{}'
        "</metadata></record></ListRecords></OAI-PMH>"
    )
    record = RECORD.format("One").replace(
        "<record", '<record xmlns="http://www.loc.gov/MARC21/slim"'
    )

    (film,) = read_xml(envelope.format(record))

    assert film.facts["title"] == "One"


def test_xml_with_a_document_type_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

    with pytest.raises(Unreadable, match="document type"):
        read_xml(bomb + XML.format(RECORD.format("&b;")))


def test_xml_that_breaks_off_says_after_which_record():
    text = XML.format(RECORD.format("One") * 3)[:-80]

    with pytest.raises(Unreadable, match="after record 2"):
        read_xml(text)


def test_xml_without_an_end_or_without_a_floor_is_refused():
    with pytest.raises(Unreadable, match="does not end"):
        read_xml(XML.format(RECORD.format("x" * 9_000_000)))
    with pytest.raises(Unreadable, match="nested"):
        read_xml("<leader>" * 100)


@pytest.mark.parametrize(
    ("text", "title"),
    [("The Beaver.", "The Beaver"), ("L'Avventura /", "L'Avventura"), ("Mr. T.", "Mr. T.")],
)
def test_a_title_loses_the_marks_of_its_field_and_no_others(text, title):
    (film,) = read_xml(XML.format(RECORD.format(text)))

    assert film.facts["title"] == title


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&"), max_size=40
)
TAGS = "008 024 041 100 245 246 257 260 264 300 306 500 508 511 520 586 600 650 653 700 710 880"
tags = st.sampled_from(TAGS.split())


@settings(max_examples=60)
@given(st.lists(st.tuples(tags, st.sampled_from("abcdeqtxz4i26"), texts), max_size=8))
def test_whatever_stands_in_the_fields_nothing_fails(fields):
    inner = "".join(
        f'<datafield tag="{tag}" ind1="7" ind2=" "><subfield code="{code}">{text}</subfield>'
        "</datafield>"
        for tag, code, text in fields
    )

    for found in read_xml(
        XML.format(RECORD.format("One").replace("</record>", f"{inner}</record>"))
    ):
        assert isinstance(found, Incoming | Rejected | NotAFilm)


@settings(max_examples=40)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=6))
def test_wherever_bytes_are_changed_nothing_fails(position, junk):
    with sample(UVA) as file:
        data = bytearray(file.read())
    data[position : position + len(junk)] = junk

    with contextlib.suppress(Unreadable):
        list(read(io.BytesIO(bytes(data)), name="x.mrc", format="marc"))
