"""What invitations and roles share: where a role may be held, and the membership that comes of it."""

from datetime import datetime

from django.utils.translation import gettext as _

from bening.kernel.people import rules
from bening.kernel.people.access import Refused
from bening.kernel.people.models import Membership, Organisation, Role, User
from bening.kernel.people.rules import Terms


def check_place(organisation: Organisation, terms: Terms) -> None:
    """Raise `Refused` where a role cannot be held in an organisation, or not with this reach."""
    if not organisation.is_active:
        raise Refused(_("Organisasi ini sudah ditutup. Pilih yang lain."))
    if not rules.fits_organisation(terms.role, organisation.kind):
        raise Refused(
            _("Peran %(peran)s tidak dapat dipegang di %(organisasi)s. Pilih organisasi lain.")
            % {"peran": Role(terms.role).label, "organisasi": organisation.name}
        )
    if not rules.fits_reach(terms.role, terms.reach):
        raise Refused(
            _("Operator dan kepala kantor menjangkau kantor sendiri, administrator seluruh daerah. Ubah jangkauannya.")
        )


def check_no_overlap(user: User, organisation: Organisation, terms: Terms) -> None:
    """Raise `Refused` where a person holds the role in the organisation on one of these days already."""
    held = Membership.objects.filter(user=user, organisation=organisation, role=terms.role)
    wanted = terms.starts_on, terms.ends_on
    if any(rules.overlaps(wanted, dates) for dates in held.values_list("starts_on", "ends_on")):
        raise Refused(_("Orang ini sudah memegang peran itu pada masa yang sama."))


def membership_of(
    user: User, organisation: Organisation, terms: Terms, *, by: User | None, now: datetime
) -> Membership:
    """Return the membership that a person gets, not yet saved."""
    return Membership(
        user=user,
        organisation=organisation,
        role=terms.role,
        reach=terms.reach,
        region_id=organisation.region_id,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        is_acting=terms.is_acting,
        on_behalf_of_id=terms.on_behalf_of,
        granted_by=by,
        granted_at=now,
    )


def not_oneself() -> Refused:
    """Return what is said to who would give a role to themselves."""
    return Refused(_("Tidak seorang pun memberi peran kepada dirinya sendiri. Minta administrator lain."))
