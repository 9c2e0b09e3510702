import pytest

from tests.factories.streaming import make_staff, make_university


@pytest.fixture
def cataloguer(client):
    """Somebody who cares for the whole catalogue, at the client's keyboard."""
    user = make_staff("catalogue")
    client.force_login(user)
    return user


@pytest.fixture
def ours(db):
    """The one university that somebody at the client's keyboard cares for."""
    return make_university(name="Our University")
