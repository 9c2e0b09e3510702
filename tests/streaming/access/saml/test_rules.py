"""Whom a university lets in, by what its provider says of them."""

import pytest

from streaming.access.saml.metadata import Scope
from streaming.access.saml.rules import (
    AFFILIATION,
    COMMON_LIB_TERMS,
    ENTITLEMENT,
    Rules,
    Verdict,
    verdict,
)

OWN = (Scope("uni.example"), Scope(r"[a-z]+\.uni\.example", is_regexp=True))


def judged(*values, allowed=("member", "student"), terms=(), scopes=OWN, common_lib_terms=True):
    rules = Rules(frozenset(allowed), common_lib_terms, scopes)
    return verdict({AFFILIATION: values, ENTITLEMENT: terms}, rules)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["member@uni.example"], Verdict.ALLOWED),
        (["MEMBER@UNI.EXAMPLE"], Verdict.ALLOWED),
        (["member@med.uni.example"], Verdict.ALLOWED),
        (["alum@uni.example", "student@uni.example"], Verdict.ALLOWED),
        (["alum@uni.example"], Verdict.OTHER_AFFILIATION),
        (["member@med.uni.example.evil.example"], Verdict.FOREIGN_SCOPE),
        (["member@evil.example"], Verdict.FOREIGN_SCOPE),
        (["member@uni.example@evil.example"], Verdict.NO_ATTRIBUTES),
        (["member@evil.example", "alum@uni.example"], Verdict.FOREIGN_SCOPE),
        (["member@evilXuniYexample"], Verdict.FOREIGN_SCOPE),
        (["member@", "@uni.example", "member", ""], Verdict.NO_ATTRIBUTES),
        ([], Verdict.NO_ATTRIBUTES),
    ],
)
def test_an_affiliation_counts_within_the_providers_own_scope(values, expected):
    assert judged(*values) is expected


def test_the_entitlement_counts_if_the_university_says_so():
    assert judged(terms=[COMMON_LIB_TERMS]) is Verdict.ALLOWED
    assert judged(terms=[COMMON_LIB_TERMS], common_lib_terms=False) is Verdict.NO_ATTRIBUTES
    assert judged(terms=[COMMON_LIB_TERMS + "-not"]) is Verdict.NO_ATTRIBUTES


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*b", "(", "(?:a+){9}", "a" * 300])
def test_a_pattern_that_could_hang_or_is_none_covers_nothing(pattern):
    assert not Scope(pattern, is_regexp=True).holds("a" * 60)
