"""A package made out of a file, in a folder: nothing is asked of the database here."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from streaming.media.chapters import chapters_of
from streaming.media.encoding import LARGEST_FILE, Plan, encode, plan_of
from streaming.media.facts import Facts
from streaming.media.ladder import Step, middle_of, rate_of
from streaming.media.limits import damaged_at, is_shorter
from streaming.media.loudness import measured
from streaming.media.package import Package
from streaming.media.playlist import (
    Measured,
    Rendition,
    Variant,
    codec_in,
    main_playlist,
    measured_in,
)
from streaming.media.program import SOURCE, Clock, Limits, ProgramFailed, ffmpeg, from_file, run
from streaming.media.stills import joined, make_posters, make_sprites

Tell = Callable[[int, int], object]
JOINED_PICTURE, JOINED_SOUND = "picture.joined.mp4", "sound.joined.mp4"
HEIGHT_OF_MP4 = "720p"  # the largest step that the one plain file has
ROOM = 1.5  # times the room that its package is reckoned to take
USUAL_SHARE = 0.5  # of the most bits that a step may have
NO_ROOM = "No space left on device"
NO_MEMORY = "Cannot allocate memory"
NO_FILTER = "No such filter"
LEAST_ROOM = 1 << 20  # bytes
UNHEARD = 1.0  # seconds of sound behind the last picture; no word is said in less


def make(facts: Facts, source: Path, folder: Path, tell: Tell) -> tuple[Package, str]:
    """Make the package of a file in an empty folder; give what it is, and ffmpeg's last words.

    tell: is called with the seconds that are done, and all of them.
    Raises ValueError, in words for people, where the file is to blame; OSError where the machine
    is, as for a full disk.
    """
    plan = plan_of(facts)
    _refuse_without_room(plan, folder)
    clock = Clock(lambda done: tell(done, int(facts.seconds)))
    try:
        said = _encoded(plan, source, folder, clock, tell)
        steps = {step.name: measured_in(folder, step.name) for step in plan.steps}
        sounds = {sound.name: measured_in(folder, sound.name) for sound in plan.sounds}
        _refuse_shorter(facts, [*steps.values(), *sounds.values()])
        _write_main(plan, steps, sounds, folder)
        package = _completed(plan, steps, sounds, folder)
    except ProgramFailed as failure:
        raise _fault(failure, clock, folder) from failure
    for left in (SOURCE, JOINED_PICTURE, JOINED_SOUND):
        (folder / left).unlink(missing_ok=True)
    return package, said


def _refuse_without_room(plan: Plan, folder: Path) -> None:
    """Raises OSError before hours of work that would end with a full disk."""
    needed = plan.bits / 8 * plan.facts.seconds * USUAL_SHARE * ROOM
    if shutil.disk_usage(folder).free < needed:
        raise OSError(errno.ENOSPC, NO_ROOM)


def _encoded(plan: Plan, source: Path, folder: Path, clock: Clock, tell: Tell) -> str:
    seconds = int(plan.facts.seconds)
    loudness = measured(
        folder,
        source,
        plan.facts.container,
        [sound.index for sound in plan.sounds],
        seconds=plan.longest,
        on_line=lambda _line: tell(0, seconds),
    )
    said = encode(plan, loudness, folder, source, on_line=clock)
    later = _sound_behind(plan, folder)
    if later <= UNHEARD:
        return said
    # Players end with the picture. How long each is, is known for certain only now.
    return encode(replace(plan, held=later), loudness, folder, source, on_line=clock)


def _sound_behind(plan: Plan, folder: Path) -> float:
    """Seconds for which a sound goes on when the picture is over; negative where it ends first."""
    heard = [measured_in(folder, sound.name).length for sound in plan.sounds]
    return max(heard, default=0.0) - measured_in(folder, plan.steps[0].name).length


def _refuse_shorter(facts: Facts, made: list[Measured]) -> None:
    reached = max(each.length for each in made)
    if is_shorter(reached, facts.seconds):
        raise ValueError(damaged_at(reached))


def _write_main(
    plan: Plan, steps: dict[str, Measured], sounds: dict[str, Measured], folder: Path
) -> None:
    first = middle_of(plan.steps)
    ordered = [first, *(step for step in plan.steps if step != first)]
    rate = rate_of(plan.facts.picture)
    variants = [
        Variant(
            name=step.name,
            width=step.width,
            height=step.height,
            rate=rate,
            codec=codec_in(folder / f"{step.name}_init.mp4"),
            measured=steps[step.name],
        )
        for step in ordered
    ]
    renditions = [
        Rendition(
            name=sound.name,
            language=sound.audio.language,
            label=sound.audio.label,
            is_default=sound.is_default,
            is_description=sound.audio.is_description,
            measured=sounds[sound.name],
        )
        for sound in plan.sounds
    ]
    (folder / Package.MAIN).write_text(main_playlist(variants, renditions))


def _completed(
    plan: Plan, steps: dict[str, Measured], sounds: dict[str, Measured], folder: Path
) -> Package:
    """The one plain file, and all pictures."""
    lowest, highest = plan.steps[0], plan.steps[-1]
    plain = next((step for step in plan.steps if step.name == HEIGHT_OF_MP4), highest)
    _write_mp4(plan, plain, steps, sounds, folder)
    seconds = max(each.length for each in steps.values())
    joined(folder, lowest.name, range(1, len(steps[lowest.name].seconds) + 1), JOINED_PICTURE)
    make_sprites(folder, JOINED_PICTURE, lowest, seconds)
    chapters = chapters_of(plan.facts.chapters, seconds)
    if chapters:
        (folder / Package.CHAPTERS).write_text(chapters)
    return Package(
        heights=tuple(sorted(step.height for step in plan.steps)),
        seconds=round(seconds, 3),
        audio=tuple(sound.audio for sound in plan.sounds),
        posters=make_posters(folder, highest, steps[highest.name]),
        has_chapters=bool(chapters),
    )


def _write_mp4(
    plan: Plan, step: Step, steps: dict[str, Measured], sounds: dict[str, Measured], folder: Path
) -> None:
    """The step and the sound that is on, in one file with its index first."""
    joined(folder, step.name, range(1, len(steps[step.name].seconds) + 1), JOINED_PICTURE)
    command = [ffmpeg(), "-nostdin", "-y", "-v", "error", *from_file("mov", JOINED_PICTURE)]
    streams = ["-map", "0:v"]
    if plan.sounds:
        name = plan.sounds[0].name
        joined(folder, name, range(1, len(sounds[name].seconds) + 1), JOINED_SOUND)
        command += from_file("mov", JOINED_SOUND)
        streams += ["-map", "1:a"]
    command += [*streams, "-c", "copy", "-movflags", "+faststart", "-f", "mp4", Package.MP4]
    run(command, folder, limits=Limits(seconds=plan.longest, file=LARGEST_FILE))


def _fault(failure: ProgramFailed, clock: Clock, folder: Path) -> Exception:
    """Whose fault it was that ffmpeg ended: the machine's, or the file's."""
    if NO_ROOM in failure.log or shutil.disk_usage(folder).free < LEAST_ROOM:
        return OSError(errno.ENOSPC, NO_ROOM)
    if NO_FILTER in failure.log:  # of those that not every ffmpeg has
        return ValueError(
            _("The film is in HDR, which ffmpeg here cannot convert. Save it as SDR.")
        )
    if failure.was_stopped or NO_MEMORY in failure.log:
        return ValueError(_("Packaging took longer, or more memory, than any film of its kind."))
    return ValueError(damaged_at(clock.seconds))
