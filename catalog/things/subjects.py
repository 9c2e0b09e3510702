"""Subjects: a tree, in which a film of a narrower subject is one of the wider."""

from collections.abc import Mapping
from typing import Any

from catalog.models import Subject
from catalog.search.current import Moment
from catalog.things.kind import Entry, Tabled, Thing

WIDER = """
WITH RECURSIVE wider(id, step) AS (
  SELECT parent_id, 1 FROM catalog_subject WHERE id = %s
  UNION SELECT parent_id, step + 1 FROM wider JOIN catalog_subject USING (id) WHERE step < 20
)
SELECT subject.id, name, slug FROM wider JOIN catalog_subject AS subject USING (id)
ORDER BY step DESC
"""


class Subjects(Tabled):
    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        """The way up and the next step down. Three queries."""
        wider = [self.thing(row) for row in Subject.objects.raw(WIDER, [thing.row.pk])]
        narrower = thing.row.narrower.order_by("match_key", "pk")
        return {
            "wider": wider,
            "narrower": self.entries_of(narrower, moment),
            "other_names": list(thing.row.aliases.values_list("name", flat=True)),
        }

    def entries(self, moment: Moment) -> list[Entry]:
        """The widest; each leads to the narrower ones."""
        return self.entries_of(Subject.objects.filter(parent=None).order_by("match_key"), moment)
