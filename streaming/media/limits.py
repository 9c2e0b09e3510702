"""What a film that is handed over may be, and the words for what is too much or unknown."""

from django.utils.translation import gettext as _

from streaming.media.facts import Facts, Picture

LONGEST = 24 * 3600  # seconds; longer films exist only as installations
SHORTEST = 0.5
MOST_PIXELS = 8192 * 4320
LONGEST_SIDE = 16_384
MISSING = 3.0  # seconds
SHORTEST_SIDE = 16
# As films are handed over. What else ffmpeg reads has had fewer eyes on it.
PICTURES_READ = {
    *("h264", "hevc", "av1", "vp8", "vp9", "mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v3"),
    *("prores", "dnxhd", "dvvideo", "ffv1", "mjpeg", "theora", "vc1", "rawvideo"),
}
SOUNDS_READ = {
    *("aac", "mp3", "mp2", "ac3", "eac3", "dts", "opus", "vorbis", "flac", "alac", "truehd"),
    *("pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be"),
    *("pcm_f32le", "pcm_f32be", "pcm_u8", "pcm_bluray", "pcm_dvd"),
}
OTHER_NAMES = {"libdav1d", "libaom-av1", "libopus", "mp2float", "mp3float", "dca"}
BESIDE = {  # pictures of covers, subtitles: not packaged, but not in the way either
    *("png", "bmp", "ass", "ssa", "subrip", "srt", "webvtt", "mov_text", "text", "xsub"),
    *("dvdsub", "dvbsub", "pgssub", "cc_dec", "libzvbi_teletextdec"),
}
DECODERS = sorted(PICTURES_READ | SOUNDS_READ | OTHER_NAMES | BESIDE)


def refuse_what_cannot_be(facts: Facts) -> None:
    """Raises ValueError, in words for people."""
    if not facts.pictures:
        raise ValueError(_("There is no moving picture in the file that can be read."))
    _refuse_picture(facts.picture)
    for sound in facts.sounds:
        if sound.codec not in SOUNDS_READ:
            raise ValueError(
                _("The sound is coded as “%(codec)s”, which is not read here. Save it as AAC.")
                % {"codec": sound.codec}
            )
    if facts.seconds < SHORTEST:
        raise ValueError(_("The file is damaged: it does not say how long it is."))
    if facts.seconds > LONGEST:
        raise ValueError(_("The film is longer than a day. Hand it in in parts."))


def coded_as(codec: str) -> str:
    """The words for a stream that nothing here reads."""
    return _("Something in the file is coded as “%(codec)s”, which is not read here.") % {
        "codec": codec
    }


def _refuse_picture(picture: Picture) -> None:
    if picture.codec not in PICTURES_READ:
        raise ValueError(
            _("The picture is coded as “%(codec)s”, which is not read here. Save it as H.264.")
            % {"codec": picture.codec}
        )
    sides = (picture.width, picture.height, *picture.shown_size)
    if min(sides) < SHORTEST_SIDE:
        raise ValueError(_("The picture is too small to be seen, or its size is not told."))
    if picture.width * picture.height > MOST_PIXELS or max(sides) > LONGEST_SIDE:
        raise ValueError(
            _("The picture is %(width)d × %(height)d pixels large. 8192 × 4320 are the most.")
            % {"width": picture.width, "height": picture.height}
        )


def is_shorter(reached: float, seconds: float) -> bool:
    """Whether a film ends sooner than it says it does; sound may end a little after the picture."""
    return reached < seconds * 0.98 - min(MISSING, seconds / 10)


def damaged_at(seconds: float) -> str:
    """The words for a file that cannot be read further than so many seconds."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    time = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    return _("The file is damaged at %(time)s: it cannot be read further.") % {"time": time}
