"""The measure itself: what `query_cost` counts, and what it refuses."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import path

pytestmark = pytest.mark.urls(__name__)


def groups(request):
    for _ in range(int(request.headers.get("times", 1))):
        Group.objects.count()
    return HttpResponse(request.META["REMOTE_ADDR"])


urlpatterns = [path("groups/", groups), path("absent/", lambda request: HttpResponseNotFound())]


def test_every_query_of_a_page_is_counted(query_cost):
    assert query_cost("/groups/", times="3") - query_cost("/groups/") == 2


def test_a_page_that_fails_has_no_cost(query_cost):
    with pytest.raises(AssertionError, match="/absent/ answered 404"):
        query_cost("/absent/")
