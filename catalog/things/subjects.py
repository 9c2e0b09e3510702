"""Subjects: a tree, in which a film of a narrower subject is one of the wider."""

from django.db.models import Q
from django.db.models.expressions import RawSQL

from catalog.things.kind import Tabled, Thing

OF_IT_AND_NARROWER = """
WITH RECURSIVE narrower(id) AS (
  SELECT CAST(%s AS bigint)
  UNION SELECT subject.id FROM catalog_subject AS subject
  JOIN narrower ON subject.parent_id = narrower.id
)
SELECT film_id FROM catalog_film_subjects WHERE subject_id IN (SELECT id FROM narrower)
"""


class Subjects(Tabled):
    def films(self, thing: Thing) -> Q:
        return Q(pk__in=RawSQL(OF_IT_AND_NARROWER, [thing.row.pk]))
