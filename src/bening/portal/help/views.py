"""Help where it is needed: the guides in the workbench, those of the person's roles first, and the citizens' guide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bening.kernel.people.access import Absent, memberships
from bening.kernel.people.models import Reach, Role, User
from bening.portal.frame import frame
from bening.portal.help.guides import BY_NAME, CITIZENS, Guide, for_roles
from bening.portal.help.rendering import Rendered, rendered
from bening.portal.pages import Asked, Page
from bening.web.language import language


def _at_work(guide: Guide) -> str:
    return reverse("help:guide", args=[guide.name])


def _in_public(_guide: Guide) -> str:
    return ""  # the public face shows the citizens' guide alone


def _shown(guides: list[Guide]) -> list[tuple[Rendered, str]]:
    return [(rendered(guide.name, language(), _at_work), _at_work(guide)) for guide in guides]


def _of_person(user: User) -> tuple[list[Guide], list[Guide]]:
    held = list(memberships(user, timezone.localdate()).order_by().values_list("role", "reach").distinct())
    return for_roles((Role(role) for role, _ in held), is_wide=any(reach == Reach.REGION for _, reach in held))


@login_required
@require_GET
def guides(request: HttpRequest) -> HttpResponse:
    """List the guides: of the person's roles first, then the others within their reach."""
    assert isinstance(request.user, User)
    own, others = _of_person(request.user)
    return render(request, "portal/help.html", {"own": _shown(own), "others": _shown(others)})


@login_required
@require_GET
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show one guide."""
    if name not in BY_NAME:
        raise Absent
    assert isinstance(request.user, User)
    own, others = _of_person(request.user)
    [(shown, here)] = _shown([BY_NAME[name]])
    return render(request, "portal/help_guide.html", {"guide": shown, "here": here, "all": _shown(own + others)})


def citizens(asked: Asked) -> Page:
    """Show the guide of citizens and journalists."""
    shown = rendered(CITIZENS, asked.language, _in_public)
    return Page(
        render_to_string("portal/help_citizens.html", {"shell": frame(asked.path, asked.language), "guide": shown})
    )
