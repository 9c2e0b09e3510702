"""Find a university by a part of its name, or by the domain of a mail address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from catalog.search.state import cleaned
from streaming.models import University

PER_PAGE = 50


@dataclass(frozen=True)
class UniversityPage:
    """The first universities found, and how many there are in all."""

    universities: list[University]
    count: int


@dataclass(frozen=True)
class UniversityQuery:
    """What was typed: a name, a mail address or a domain."""

    q: str = ""

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "UniversityQuery":
        return cls(cleaned(params.get("q", "")))

    @property
    def domains(self) -> list[str]:
        """The domain typed and the wider ones: people's mail is often at a sub-domain."""
        domain = self.q.rpartition("@")[2].casefold().strip(". ")
        parts = domain.split(".")
        if " " in domain or len(parts) < 2:
            return []
        return [".".join(parts[start:]) for start in range(min(len(parts) - 1, 10))]

    def page_of_universities(self) -> UniversityPage:
        """The first universities found, and how many there are. Two queries."""
        found = University.objects.all()
        if self.q:
            by_name = Q(name__icontains=self.q) | Q(slug=self.q.casefold())
            by_mail = Q(mail_domains__domain__in=self.domains)
            found = found.filter(by_name | by_mail).distinct()
        return UniversityPage(list(found[:PER_PAGE]), found.count())
