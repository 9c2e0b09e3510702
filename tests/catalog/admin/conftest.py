import pytest

from tests.factories.streaming import make_staff


@pytest.fixture
def cataloguer(client):
    """Somebody who cares for the whole catalogue, at the client's keyboard."""
    user = make_staff("catalogue")
    client.force_login(user)
    return user
