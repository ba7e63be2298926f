"""What the templates of forms ask."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from bening.web import forms

register = template.Library()


@register.simple_tag
def kind_of(field: BoundField) -> str:
    """Say which markup a field needs."""
    return forms.kind_of(field)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the control of a field."""
    return forms.control(field)
