"""`{% fresh %}`: what a kept page leaves open (see `catalog.ready.fresh`)."""

from collections.abc import Hashable, Iterable

from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

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


@register.simple_tag
def remembered(template: str, **values: Hashable) -> SafeString:
    """A component made of the reader's language and these values alone: once for all pages."""
    return parts.rendered(template, get_language() or settings.LANGUAGE_CODE, **values)
