"""A request as the middleware and the views leave it."""

from catalog.request import Request as CatalogRequest
from streaming.access.visitor import Visitor


class Request(CatalogRequest):
    """visitor: who is at the door, found out when first asked for."""

    visitor: Visitor
