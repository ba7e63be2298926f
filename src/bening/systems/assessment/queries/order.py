"""The order in which results stand: by day; of one day an office's own opinion first and the outside one last."""

from django.db.models import Case, Value, When

from bening.systems.assessment.models import Opinion

IN_ORDER = (
    "closed_on",
    "number",
    Case(*(When(opinion=opinion, then=Value(place)) for place, opinion in enumerate(Opinion)), default=Value(9)),
)
