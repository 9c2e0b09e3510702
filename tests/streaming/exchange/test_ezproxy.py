"""The lines for EZproxy, held to what a checker of such definitions asks."""

import re

import pytest

from streaming.exchange.ezproxy import definition
from tests.factories.streaming import make_university

SITES = ["https://films.uni.example", "http://127.0.0.1:8000", "https://films.uni.example:8443"]


@pytest.mark.parametrize("site", SITES)
def test_a_definition_reads_as_a_checker_wants_it(site):
    text = definition("Film Library", site, media=("https://media.uni.example", site))

    lines = text.removesuffix("\n").split("\n")
    names = [line.split(" ", 1)[0] for line in lines]
    assert text.isascii()
    assert not any(line != line.strip() or "\t" in line or "  " in line for line in lines)
    assert re.fullmatch(r"Title Film Library \(updated 20\d{6}\)", lines[0])
    assert lines[1] == f"URL {site}/"
    assert names == ["Title", "URL", "HJ", "HJ", "DJ", "DJ"]
    assert len({*lines}) == len(lines)
    for line in lines:
        name, value = line.split(" ", 1)
        if name == "HJ":
            assert re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?", value)
        if name == "DJ":
            assert re.fullmatch(r"[a-z0-9.-]+", value)


def test_a_definition_names_each_host_once():
    text = definition("Film Library", "https://films.uni.example", media=("https://m.uni.example",))

    assert text.splitlines()[1:] == [
        "URL https://films.uni.example/",
        "HJ https://films.uni.example",
        "HJ https://m.uni.example",
        "DJ films.uni.example",
        "DJ m.uni.example",
    ]


def test_a_universitys_address_gives_it_and_nobody_elses_does(client, db):
    make_university(slug="campus")

    answer = client.get("/u/campus/ezproxy.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert (
        "URL http://testserver/\nHJ http://testserver\nDJ testserver\n" in answer.content.decode()
    )
    assert client.get("/u/absent/ezproxy.txt").status_code == 404
