"""The measured figure of an indicator, for the fragment that shows it."""

from django import template
from django.utils import timezone

from bening.kernel.people.models import User
from bening.systems.assessment import measuring
from bening.systems.assessment.queries.answer_page import AnswerPage

register = template.Library()


@register.simple_tag
def measured_beside(user: User, page: AnswerPage) -> measuring.Beside | None:
    """Return what is measured beside an answer, None where nothing is."""
    return measuring.beside(user, page.answer, page.leaf, timezone.localdate())
