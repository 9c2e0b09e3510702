"""Fields for what people type otherwise than it is kept."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LINE_END = re.compile(r"\r\n|\r|\n")
BETWEEN_CODES = re.compile(r"[\s,;]+")
HOURS, MINUTES = r"(?P<hours>\d{1,5})", r"(?P<minutes>\d{1,7})"
RUNTIMES = [
    re.compile(rf"{MINUTES}\s*(?:m|min|mins|minutes|['’′])?\.?", re.IGNORECASE),
    re.compile(rf"{HOURS}\s*h(?:\s*{MINUTES}\s*(?:m|min)?)?\.?", re.IGNORECASE),
    re.compile(r"(?P<hours>\d{1,5}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)"),
]


class CodesField(forms.CharField):
    """A list of codes, written with commas between; letters in any case."""

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # the two are what a model's JSON field hands to its own form

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = BETWEEN_CODES.split(super().to_python(value) or "")
        return [self.canonical(word) for word in words if word]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)

    def canonical(self, code: str) -> str:
        return code


class CountriesField(CodesField):
    def canonical(self, code: str) -> str:
        return code.upper()


class LanguagesField(CodesField):
    """BCP 47: `pt-BR`, `zh-Hans`."""

    def canonical(self, code: str) -> str:
        return language_tag(code)


class LanguageField(forms.CharField):
    """One language's code, in any case."""

    def to_python(self, value: Any) -> Any:
        return language_tag(super().to_python(value) or "")


def language_tag(text: str) -> str:
    """A language code with its letters in the usual case: script Hans, region BR."""
    main, *rest = text.strip().replace("_", "-").split("-")
    further = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join([main.lower(), *further])


class RuntimeField(forms.CharField):
    """A running time: 85, 85 min, 1 h 25 min or 1:25:00; kept in seconds."""

    def __init__(self, **kwargs: Any) -> None:
        for name in ("min_value", "max_value"):  # what a model's number hands to its own form
            kwargs.pop(name, None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        minutes, seconds = divmod(value, 60)
        if not seconds:
            return _("%(minutes)s min") % {"minutes": minutes}
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        for pattern in RUNTIMES:
            if found := pattern.fullmatch(text):
                parts = {unit: int(number or 0) for unit, number in found.groupdict().items()}
                minutes = parts.get("hours", 0) * 60 + parts.get("minutes", 0)
                seconds = minutes * 60 + parts.get("seconds", 0)
                if seconds:
                    return seconds
        raise ValidationError(_("Write it as 85, 85 min, 1 h 25 min or 1:25:00."), code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class LinesField(forms.CharField):
    """Some texts, one a line; each is kept letter for letter. Empty lines are none."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line for line in LINE_END.split(super().to_python(value) or "") if line.strip()]

    def validate(self, value: Iterable[str]) -> None:
        super().validate(value)
        for number, line in enumerate(value, start=1):
            if len(line) > self.longest:
                raise ValidationError(
                    _("Line %(number)s has more than %(longest)s letters."),
                    params={"number": number, "longest": self.longest},
                    code="max_length",
                )

    def run_validators(self, value: Iterable[str]) -> None:
        super().run_validators("\n".join(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)
