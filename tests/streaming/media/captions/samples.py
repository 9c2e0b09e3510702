"""Files that are WebVTT, and files that are not, to the letter of the standard."""

from pathlib import Path

SAMPLES = Path(__file__).parents[3] / "samples" / "captions"
CUE = "00:01.000 --> 00:02.000"

# Written after what the standard says of each; `tests/browser/test_captions.py` asks the W3C's
# own parser whether that is so.
GOOD = [
    "WEBVTT",
    "\ufeffWEBVTT\n",
    "WEBVTT with words\n\n",
    "WEBVTT\tx\r\n\r\n" + CUE + "\r\ntext",
    "WEBVTT\r\r" + CUE + "\rtext",
    f"WEBVTT\n\n\n\n{CUE}\n\n",
    f"WEBVTT\n\nNOTE\nwords\n\nSTYLE\n::cue {{ }}\n\n1\n{CUE}\n",
    f"WEBVTT\n\n{CUE}\na\n\nNOTE after\n\n{CUE}\nb",
    "WEBVTT\n\n00:01.000\t-->\t123:00:02.000 align:start line:-1 size:50% position:10%,center\n",
    f"WEBVTT\n\n{CUE} vertical:rl line:90%,end\n<v.loud Fred>Hi <i>you</i>",
    f"WEBVTT\n\n{CUE}\n<ruby>a<rt>b</rt></ruby> <c.x.y>c</c> <lang en-GB>d</lang>",
    f"WEBVTT\n\n{CUE}\na <00:01.500>b &amp; &eacute; &#65; &lrm;",
    f"WEBVTT\n\n{CUE}\nnul \0 and > alone",
]
BAD = [
    "",
    "webvtt\n\n",
    "WEBVTTx\n\n",
    " WEBVTT\n\n",
    "WEBVTT\nKind: captions\n\n",
    f"WEBVTT\n{CUE}\ntext",
    f"WEBVTT\n\n{CUE}\na\n{CUE}\nb",
    "WEBVTT\n\ntext alone\n",
    "WEBVTT\n\n1\n2\n" + CUE,
    "WEBVTT\n\n00:01,000 --> 00:02,000\n",
    "WEBVTT\n\n0:01.000 --> 0:02.000\n",
    "WEBVTT\n\n00:01.000-->00:02.000\n",
    "WEBVTT\n\n00:60.000 --> 01:02.000\n",
    "WEBVTT\n\n00:02.000 --> 00:02.000\n",
    "WEBVTT\n\n00:02.000 --> 00:01.000\n",
    f"WEBVTT\n\n00:03.000 --> 00:04.000\n\n{CUE}\n",
    f"WEBVTT\n\n{CUE} region:a\n",
    f"WEBVTT\n\n{CUE} size:101%\n",
    f"WEBVTT\n\n{CUE} align:middle\n",
    f"WEBVTT\n\n{CUE} align:start align:end\n",
    f"WEBVTT\n\n{CUE}\n\nSTYLE\nlate\n",
    "WEBVTT\n\nNOTE a --> b\n",
    "WEBVTT\n\nREGION\nid:a\n\n",
    f"WEBVTT\n\n{CUE}\nAT&T",
    f"WEBVTT\n\n{CUE}\na &bogus; b",
    f"WEBVTT\n\n{CUE}\n<b>open",
    f"WEBVTT\n\n{CUE}\n</b>",
    f"WEBVTT\n\n{CUE}\n<font>x</font>",
    f"WEBVTT\n\n{CUE}\n<img src=x onerror=alert(1)>",
    f"WEBVTT\n\n{CUE}\n<v>nobody",
    f"WEBVTT\n\n{CUE}\n<v A>a<v B>b",
    f"WEBVTT\n\n{CUE}\na <00:03.000>b",
]


def files() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.suffix != ".md")
