"""The reference id of the running request, for what is told of it far from its view."""

from contextvars import ContextVar

# Empty in a command. A variable of our own: binding structlog's for every request costs a tenth
# of a film's page.
reference: ContextVar[str] = ContextVar("reference", default="")
