"""Reading evidence: what a person sees of it, each in a known number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from bening.kernel.evidence import holders
from bening.kernel.evidence.access import CONFIRMING_ROLES, OFFICE_ROLES
from bening.kernel.evidence.models import Blob, Item, Link, Opening, PublicCopy, Withdrawal
from bening.kernel.people.access import Absent, memberships, organisations, regions
from bening.kernel.people.models import Organisation, Reach, User

PAGE = 50
NEWEST = ("-uploaded_at", "pk")
LONGEST_NUMBER = 6  # letters of a page's number


def scope(user: User, day: date) -> QuerySet[Item]:
    """Return the evidence of the person's offices, and what stands behind a thing that the person sees."""
    seen = Q(owner__in=organisations(user, day, OFFICE_ROLES))
    for subject_kind, holder in holders.holders().items():
        links = Link.objects.filter(subject_kind=subject_kind)
        near = holder.by_reach(user, day, Reach.OFFICE) if holder.by_reach else holder.visible(user, day)
        seen |= Q(pk__in=links.filter(subject__in=near).values("item"))
        if holder.by_reach:
            far = Exists(holder.by_reach(user, day, Reach.REGION).filter(pk=OuterRef("subject")))
            seen |= Q(owner__in=_offices_below(user, day)) & Q(Exists(links.filter(far, item=OuterRef("pk"))))
    return Item.objects.filter(seen)


def _offices_below(user: User, day: date) -> QuerySet[Organisation, object]:
    """Return the ids of the offices of the regions over which a person has a role, as a subquery."""
    over = memberships(user, day).filter(reach=Reach.REGION).order_by().values("region")
    return Organisation.objects.filter(region__in=over).order_by().values("pk")


def _one(user: User, day: date, item_id: UUID) -> QuerySet[Item]:
    """Return `scope` narrowed to one piece: only what this one stands behind is asked for, however much they see."""
    seen = Q(owner__in=organisations(user, day, OFFICE_ROLES))
    for subject_kind, holder in holders.holders().items():
        behind = holder.visible(user, day).filter(pk=OuterRef("subject"))
        seen |= Q(Exists(Link.objects.filter(Exists(behind), subject_kind=subject_kind, item=item_id)))
    return Item.objects.filter(seen, pk=item_id)


def withdrawals(user: User, day: date) -> QuerySet[Item]:
    """Return the evidence whose withdrawal the person can confirm: of others' offices, in the person's region."""
    # Few are asked for at a time: each is held to the person's memberships, of which there may be hundreds.
    reached = regions(user, day, CONFIRMING_ROLES).filter(region=OuterRef("owner__region"))
    own = memberships(user, day).filter(organisation=OuterRef("owner"))
    return (
        Item.objects.filter(Exists(reached), ~Exists(own), withdrawal=Withdrawal.ASKED)
        .exclude(withdrawal_asked_by=user)
        .select_related("owner", "withdrawal_asked_by")
    )


def get_item(user: User, day: date, item_id: UUID) -> Item:
    """Return a piece of evidence with what its page shows; `Absent` where the person does not see it."""
    whole = _one(user, day, item_id).select_related(
        "owner", "blob", "uploaded_by", "published_by", "withdrawal_asked_by", "withdrawal_confirmed_by",
        "public_copy", "capture", "previous", "next",
    )  # fmt: skip
    return _found(whole)


def lock_item(user: User, day: date, item_id: UUID) -> Item:
    """Return a piece of evidence that nobody else changes until the end of the transaction."""
    return _found(_one(user, day, item_id).select_related("owner").select_for_update(of=("self",)))


def get_withdrawal(user: User, day: date, item_id: UUID) -> Item:
    """Return a piece of evidence whose withdrawal the person can confirm, else `Absent`."""
    return _found(withdrawals(user, day).filter(pk=item_id))


def lock_withdrawal(user: User, day: date, item_id: UUID) -> Item:
    """Return the same, and nobody else changes it until the end of the transaction."""
    return _found(withdrawals(user, day).filter(pk=item_id).select_for_update(of=("self",)))


def lock_link(user: User, day: date, item_id: UUID, link_id: UUID) -> Link:
    """Return a link of evidence that the person sees, locked."""
    links = Link.objects.filter(
        pk=link_id, item=item_id, item__in=_one(user, day, item_id).values("pk")
    ).select_related("item")
    found = links.select_for_update(of=("self",)).first()
    if found is None:
        raise Absent
    return found


def _found(items: QuerySet[Item]) -> Item:
    item = items.first()
    if item is None:
        raise Absent
    return item


def public_copy_of(item: Item) -> PublicCopy | None:
    """Return the copy for the public as it is now; None before the scan."""
    return PublicCopy.objects.filter(item=item).select_related("blob").first()


class Filters(NamedTuple):
    """What a list is narrowed to; empty means all."""

    words: str = ""
    kind: str = ""
    access: str = ""
    owner: UUID | None = None
    all_versions: bool = False


def list_items(user: User, day: date, filters: Filters) -> QuerySet[Item]:
    """Return the evidence a person sees, newest first, narrowed; with owner and content."""
    items = scope(user, day).select_related("owner", "blob")
    if not filters.all_versions:
        items = items.filter(~Exists(Item.objects.filter(previous=OuterRef("pk"))))
    for word in filters.words.split()[:8]:
        items = items.filter(
            Q(title__icontains=word) | Q(file_name__icontains=word) | Q(url__icontains=word) | Q(place__icontains=word)
        )
    if filters.kind:
        items = items.filter(kind=filters.kind)
    if filters.owner:
        items = items.filter(owner=filters.owner)
    match filters.access:
        case "public":
            items = items.filter(is_public=True, withdrawal=Withdrawal.NONE)
        case "restricted":
            items = items.filter(is_public=False, withdrawal=Withdrawal.NONE)
        case "withdrawn":
            items = items.exclude(withdrawal=Withdrawal.NONE)
    return items.order_by(*NEWEST)


def page_of_items(user: User, day: date, filters: Filters, number: str | None) -> Page[Item]:
    """Return one page of the same: all are counted while the page is looked up, its rows alone are read whole."""
    found = list_items(user, day, filters).values_list("pk", flat=True)
    paginator: Paginator[Any] = Paginator(found, PAGE)
    wanted = int(number) if number and number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
    begin = max(wanted - 1, 0) * PAGE
    rows = list(found.annotate(total=Window(Count("*"))).values_list("pk", "total")[begin : begin + PAGE])
    if rows:
        paginator.count = rows[0][1]
    page: Page[Any] = paginator.get_page(number)
    ids = [pk for pk, _total in rows] if page.number == wanted else page.object_list
    page.object_list = Item.objects.filter(pk__in=ids).select_related("owner", "blob").order_by(*NEWEST)
    return page


def offices(user: User, day: date) -> QuerySet[Organisation]:
    """Return the offices for which a person may bring evidence."""
    return Organisation.objects.filter(pk__in=organisations(user, day, OFFICE_ROLES)).order_by("name")


class Linked(NamedTuple):
    """A link on a page: what it stands behind, where the person sees that."""

    link: Link
    described: holders.Described | None


def links_of(user: User, day: date, item: Item, *, with_unseen: bool) -> list[Linked]:
    """Return what a piece of evidence stands behind; `with_unseen`: also what they do not see, without a name."""
    links = list(item.links.select_related("linked_by"))
    described: dict[UUID, holders.Described] = {}
    for subject_kind in sorted({link.subject_kind for link in links}):
        holder = holders.holder_of(subject_kind)
        if holder is not None:
            subjects = [link.subject for link in links if link.subject_kind == subject_kind]
            described |= holder.describe(user, day, subjects)
    shown = [Linked(link, described.get(link.subject)) for link in links]
    return [linked for linked in shown if with_unseen or linked.described is not None]


def openings_of(item: Item, *, at_most: int = PAGE) -> list[Opening]:
    """Return who opened a restricted file, newest first; for its owner."""
    return list(item.openings.select_related("user")[:at_most])


def items_of(user: User, day: date, subject_kind: str, subject: UUID) -> QuerySet[Item]:
    """Return the evidence behind one thing, as far as the person sees it."""
    seen = Q(owner__in=organisations(user, day, OFFICE_ROLES))
    if (holder := holders.holder_of(subject_kind)) is not None:
        seen |= Q(Exists(holder.visible(user, day).filter(pk=subject)))
    # Both parts lie within `scope`: the office's own, or behind this one thing that the person sees.
    links = Link.objects.filter(subject_kind=subject_kind, subject=subject)
    items = Item.objects.filter(seen, pk__in=links.values("item"))
    return items.select_related("owner", "blob").order_by("uploaded_at")


def count_live(subject_kind: str, subject: UUID) -> int:
    """Return how many pieces of evidence stand behind one thing; what was withdrawn does not count."""
    links = Link.objects.filter(subject_kind=subject_kind, subject=subject)
    return links.exclude(item__withdrawal=Withdrawal.CONFIRMED).count()


def published() -> QuerySet[Item]:
    """Return what everybody may get."""
    return Item.objects.filter(is_public=True, withdrawal=Withdrawal.NONE)


def public_items(subject_kind: str, subject_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Item]]:
    """Return the published evidence behind public things, in one query; for pages that know nobody."""
    holder = holders.holder_of(subject_kind)
    if holder is None:
        return {}
    links = (
        Link.objects.filter(subject_kind=subject_kind, subject__in=list(subject_ids))
        .filter(subject__in=holder.is_public(), item__in=published().values("pk"))
        .select_related("item", "item__owner", "item__public_copy__blob")
    )
    found: dict[UUID, list[Item]] = {}
    for link in links:
        found.setdefault(link.subject, []).append(link.item)
    return found


def get_published(item_id: UUID) -> tuple[Item, Blob]:
    """Return published evidence and its public copy, else `Absent`."""
    item = published().select_related("public_copy__blob").filter(pk=item_id, public_copy__isnull=False).first()
    if item is None:
        raise Absent
    return item, item.public_copy.blob


def unheld() -> QuerySet[Blob]:
    """Return the contents that nothing holds: no evidence that is not withdrawn, and no public copy of such."""
    live = Item.objects.exclude(withdrawal=Withdrawal.CONFIRMED).filter(blob=OuterRef("pk"))
    copies = PublicCopy.objects.exclude(item__withdrawal=Withdrawal.CONFIRMED).filter(blob=OuterRef("pk"))
    return Blob.objects.filter(~Exists(live), ~Exists(copies))
