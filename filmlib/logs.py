"""Structured logs: one line, one event, with the request's reference id."""

import logging
import re

import structlog

from catalog.reference import reference


def add_reference(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """The id of the request that this line is about, which its error page shows."""
    if reference.get():
        event["request"] = reference.get()
    return event


# What stands in an address and lets somebody in: here, or on its way to or from a sign-on.
NAMES = (
    "ticket|token|code|state|nonce|id_token|id_token_hint|login_hint|lti_message_hint"
    "|registration_token|SAMLRequest|SAMLResponse|RelayState"
)
TOKEN = re.compile(rf"(/play/|\b(?:{NAMES})(?:=|%3D))[^/\s&\"']+", re.IGNORECASE)


def hide_tokens(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Who reads the log cannot play a film with what stands in it: Django logs whole paths."""
    for name, value in event.items():
        if isinstance(value, str) and TOKEN.search(value):
            event[name] = TOKEN.sub(r"\1…", value)
    return event


SHARED: list[structlog.typing.Processor] = [
    add_reference,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def formatter(kind: str) -> logging.Formatter:
    """The one formatter of all handlers. kind: `json`, a line for machines; else, for people."""
    last = (
        structlog.processors.JSONRenderer()
        if kind == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_tokens,
            last,
        ],
    )
