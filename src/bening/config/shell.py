"""What stands around each page, built once for each request: menu, person, notices, language, the mark of a sample."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.contrib.messages import get_messages
from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bening.config.demo import is_demo
from bening.config.language import COOKIE, WORKBENCH
from bening.kernel.evidence.access import CONFIRMING_ROLES
from bening.kernel.inbox.registry import count_for
from bening.kernel.people.access import memberships
from bening.kernel.people.models import Reach, Role, User
from bening.portal.access import READERS
from bening.portal.frame import frame as portal
from bening.systems.assessment.access import OVERVIEW_ROLES
from bening.systems.oversight.access import COUNTERS
from bening.web.language import language
from bening.web.shell import MenuGroup, MenuItem, Notice, Person, Shell

_KINDS = {"success": "good", "error": "bad", "warning": "warn"}
_WITHDRAWALS = "/bukti/penarikan/"  # lies below the evidence of an office, and is a place of its own


class Held(NamedTuple):
    """A role of a person, an office in which they have it, its region, and whether it reaches over a region."""

    role: Role
    office: str
    region: str
    is_wide: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the frame of a page for the templates; it asks the database only where a page draws it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    spoken = language()
    notices = tuple(Notice(_KINDS.get(entry.level_tag, "info"), str(entry.message)) for entry in get_messages(request))
    user = getattr(request, "user", None)
    is_sample = is_demo()
    if not isinstance(user, User):
        return _door(request, spoken, is_sample=is_sample, notices=notices)
    today = timezone.localdate()
    held = _held(user, today)
    return Shell(
        language=spoken,
        path_in_other_language=f"{request.path}?bahasa={'id' if spoken == 'en' else 'en'}",
        person=_person(user, held),
        menu=_menu(request.path, held),
        is_sample=is_sample,
        inbox_count=count_for(user, today, {entry.role for entry in held}),
        notices=notices,
        place=held[0].region if held else "",
        home="/",
        inbox=reverse("inbox:inbox"),
        sign_out="/keluar/",
        account="/akun/",
        help="/kerja/bantuan/",
    )


def _door(request: HttpRequest, spoken: str, *, is_sample: bool, notices: tuple[Notice, ...]) -> Shell:
    """Return the frame of a page without a person: the way in, where the language can be chosen, or an error."""
    public, other = portal(request.path, spoken), "id" if spoken == "en" else "en"
    query = request.GET.copy()
    query[COOKIE] = other
    return replace(
        public,
        path_in_other_language=f"{request.path}?{query.urlencode()}" if request.path.startswith(WORKBENCH) else "",
        is_sample=is_sample,
        notices=notices,
        sign_in="" if request.path == public.sign_in else public.sign_in,
    )


def _held(user: User, today: date) -> list[Held]:
    """Return each role of a person once, however many memberships they have, in one query."""
    each = memberships(user, today).order_by("role").values("role")
    named = each.annotate(
        office=Min("organisation__short_name"),
        place=Min("region__name"),
        wide=Count("pk", filter=Q(reach=Reach.REGION)),
    )
    found = named.values_list("role", "office", "place", "wide")
    return [Held(Role(role), office, place, bool(wide)) for role, office, place, wide in found]


def _person(user: User, held: list[Held]) -> Person:
    initials = "".join(part[0] for part in user.name.split()[:2]).upper()
    about = ", ".join(f"{entry.role.label}, {entry.office}" for entry in held[:2])
    return Person(user.name, about, initials)


def _menu(path: str, held: list[Held]) -> tuple[MenuGroup, ...]:
    roles, wide = {entry.role for entry in held}, {entry.role for entry in held if entry.is_wide}
    first = [_item(path, _("Ringkasan kota"), "/kerja/ringkasan/", "gauge")] if wide & set(OVERVIEW_ROLES) else []
    assessment = [_item(path, pgettext("menu", "Ronde"), reverse("assessment:rounds"), "list-checks")]
    if roles & {Role.OPERATOR, Role.HEAD}:
        assessment.append(_item(path.removeprefix(_WITHDRAWALS), _("Bukti"), "/bukti/", "paperclip"))
    if wide & set(CONFIRMING_ROLES):
        assessment.append(_item(path, _("Penarikan bukti"), _WITHDRAWALS, "trash-2"))
    groups = [MenuGroup("", tuple(first)), MenuGroup(_("Penilaian"), tuple(assessment))]
    if wide & set(COUNTERS):
        groups.append(MenuGroup(_("Pengawasan"), (_item(path, _("Kepatuhan LHKPN"), "/kerja/lhkpn/", "shield-check"),)))
    if wide & set(READERS):
        groups.append(MenuGroup(_("Warga"), (_item(path, _("Laporan kekeliruan"), "/kekeliruan/masuk/", "flag"),)))
    if Role.ADMINISTRATOR in wide:
        groups.append(MenuGroup(_("Pengaturan"), (_item(path, _("Orang dan hak"), "/orang/", "users"),)))
    return tuple(groups)


def _item(path: str, label: str, href: str, icon: str) -> MenuItem:
    return MenuItem(label, href, icon, is_current=path.startswith(href))
