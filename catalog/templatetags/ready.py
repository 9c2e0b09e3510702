"""`{% fresh %}`: what a kept page leaves open (see `catalog.ready.fresh`)."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from catalog.ready import fresh as parts

register = template.Library()


@register.simple_tag(takes_context=True)
def fresh(context: Context, part: str, words: Iterable[str] = ()) -> SafeString:
    """A part made now for the visitor at hand, or a gap in a page to be kept.

    words: what it is told, the same for every visitor.
    """
    if context.get("is_being_kept"):
        return mark_safe(parts.gap(part, *words))
    return mark_safe(parts.made(part, context["request"], context.get("film"), *words))
