"""Who gets in where: each route, by reading (GET) and by doing (POST); whoever is not named gets 404.

A row without a thing is open to a role wherever it is held. A row about a thing is open to the role in the region of
the thing, and for `OPERATOR`, `HEAD` and `APIP` in the office concerned; about a thing in `ANYWHERE` wherever it is
held. `None` is a method that the route does not
have, or that another row of the route tells.
"""

from dataclasses import dataclass, replace

COORDINATOR, OPERATOR, HEAD, APIP, ASSESSOR, LEAD, MAYOR, ADMINISTRATOR, OVERSIGHT = ROLES = (
    "coordinator", "operator", "head", "apip", "assessor", "lead_assessor", "mayor", "administrator", "oversight",
)  # fmt: skip
Audience = frozenset[str] | None


def to(*roles: str) -> frozenset[str]:
    """Return an audience."""
    return frozenset(roles)


EVERYBODY, SIGNED_IN, NOBODY = to("everybody"), to("signed in"), to()
OFFICE = to(OPERATOR, HEAD)
OVERVIEW = to(COORDINATOR, MAYOR)
OUTSIDE = to(ASSESSOR, LEAD)
COORDINATION, HEADS, ADMINISTRATION, REGISTER = to(COORDINATOR), to(HEAD), to(ADMINISTRATOR), to(OVERSIGHT)
IN_ROUND = OVERVIEW | OUTSIDE | OFFICE | {APIP}

# Who sees a thing at all. For everybody else it is asked for, and refused, by the statements of one that is not there.
SEES: dict[str, frozenset[str]] = {
    "region": EVERYBODY,
    "closing": EVERYBODY,
    "instrument": EVERYBODY,
    "report": COORDINATION,
    "report that nobody of its region reads": ADMINISTRATION,
    "round": IN_ROUND,
    "closed round": IN_ROUND,
    "answer in draft": OVERVIEW | OFFICE,
    "answer handed in": OVERVIEW | OFFICE,
    "approved answer": OVERVIEW | OFFICE | {APIP},
    "assessed answer": IN_ROUND,
    "own sheet": to(OPERATOR),
    "office": ADMINISTRATION,
    "own office": OFFICE,
    "person": ADMINISTRATION,
    "membership": ADMINISTRATION,
    "invitation": ADMINISTRATION,
    "link of an invitation": EVERYBODY,
    "link for a password": EVERYBODY,
    "evidence": OFFICE,
    "evidence behind an answer": OVERVIEW | OFFICE | {APIP},
    "published evidence": OFFICE,
    "evidence to withdraw": OFFICE | {COORDINATOR, ADMINISTRATOR},
    "register": to(OVERSIGHT, COORDINATOR, MAYOR),
    "obligation": REGISTER,
    "own sheet of the register": REGISTER,
    "guide": SIGNED_IN,
}

ANYWHERE = {"report that nobody of its region reads"}


@dataclass(frozen=True)
class Row:
    """A route with a thing of one kind; `deed` where one route has several buttons."""

    route: str
    thing: str = ""
    get: Audience = None
    post: Audience = None
    deed: str = ""
    has_token: bool = True  # a form of the route carries a token against forged requests

    def __str__(self) -> str:
        return " ".join(part for part in (self.route, self.thing, self.deed) if part)


def _public(route: str, thing: str = "") -> Row:
    return Row(f"portal:{route}", thing, EVERYBODY)


_PORTAL = (
    *(
        _public(route)
        for route in (
            "front", "regions", "instruments", "open_data", "history", "head", "api_regions", "api_instruments",
            "openapi", "help",
        )
    ),
    *(
        _public(route, "region")
        for route in ("region", "region_json", "region_csv", "declarations_csv", "results", "offices", "api_region")
    ),
    _public("result", "closing"),
    *(_public(route, "instrument") for route in ("instrument", "instrument_version", "api_instrument")),
    Row("portal:report", "region", EVERYBODY, EVERYBODY, has_token=False),
    Row("portal:inbox", "", COORDINATION | ADMINISTRATION),
    *(
        row
        for thing in ("report", "report that nobody of its region reads")
        for row in (
            Row("portal:inbox_report", thing, SEES[thing]),
            Row("portal:inbox_answer", thing, post=SEES[thing]),
            Row("portal:inbox_close", thing, post=SEES[thing]),
        )
    ),
)  # fmt: skip
_HELP = (Row("help:guides", "", SIGNED_IN), Row("help:guide", "guide", SIGNED_IN))
_SERVER = (Row("health", "", EVERYBODY), Row("kit", "", NOBODY, NOBODY))
_DOOR = (
    Row("account_login", "", EVERYBODY, EVERYBODY),
    Row("mfa_authenticate", "", EVERYBODY, EVERYBODY),
    Row("account_reset_password", "", EVERYBODY),
    Row("people_new_password", "link for a password", EVERYBODY, EVERYBODY),
    Row("people_sample", "membership", post=NOBODY),
    Row("account_logout", "", post=EVERYBODY),
    Row("people_invitation", "link of an invitation", EVERYBODY, EVERYBODY),
)
_ACCOUNT = (
    Row("people_account", "", SIGNED_IN),
    Row("mfa_index", "", SIGNED_IN),
    Row("people_rights", "", SIGNED_IN),
    Row("account_change_password", "", SIGNED_IN, SIGNED_IN),
    Row("account_reauthenticate", "", SIGNED_IN, SIGNED_IN),
    Row("mfa_reauthenticate", "", SIGNED_IN, SIGNED_IN),
    Row("mfa_activate_totp", "", SIGNED_IN, SIGNED_IN),
    Row("mfa_deactivate_totp", "", SIGNED_IN, SIGNED_IN),
    Row("mfa_view_recovery_codes", "", SIGNED_IN),
    Row("mfa_generate_recovery_codes", "", SIGNED_IN, SIGNED_IN),
)
_PEOPLE = (
    Row("people_list", "", ADMINISTRATION),
    Row("people_invite", "", ADMINISTRATION, ADMINISTRATION),
    Row("people_withdraw", "invitation", post=ADMINISTRATION),
    Row("people_organisations", "", ADMINISTRATION),
    Row("people_organisation_add", "", ADMINISTRATION, ADMINISTRATION),
    Row("people_organisation", "office", ADMINISTRATION, ADMINISTRATION),
    Row("people_organisation_close", "office", post=ADMINISTRATION),
    Row("people_end", "membership", ADMINISTRATION, ADMINISTRATION),
    Row("people_hand_over", "membership", ADMINISTRATION, ADMINISTRATION),
    Row("people_person", "person", ADMINISTRATION),
    Row("people_grant", "person", ADMINISTRATION, ADMINISTRATION),
    Row("people_deactivate", "person", post=ADMINISTRATION),
    Row("people_reactivate", "person", post=ADMINISTRATION),
    Row("people_password_link", "person", post=ADMINISTRATION),
    Row("people_take_off_code", "person", post=ADMINISTRATION),
)
_BEHIND = "evidence behind an answer"
_EVIDENCE = (
    Row("evidence:items", "", SIGNED_IN),
    Row("evidence:add", "", SIGNED_IN),
    Row("evidence:add", "own office", post=OFFICE),
    Row("evidence:add_web", "own office", post=OFFICE),
    Row("evidence:add_paper", "own office", post=OFFICE),
    Row("evidence:withdrawals", "", SIGNED_IN),
    Row("evidence:public", "published evidence", EVERYBODY),
    Row("evidence:public", "evidence", NOBODY),
    Row("evidence:item", "evidence", OFFICE),
    Row("evidence:item", _BEHIND, SEES[_BEHIND]),
    Row("evidence:retitle", _BEHIND, post=OFFICE),
    Row("evidence:add_version", _BEHIND, post=OFFICE),
    Row("evidence:link", _BEHIND, post=OFFICE),
    Row("evidence:unlink", _BEHIND, post=OFFICE),
    Row("evidence:download", "evidence", OFFICE),
    Row("evidence:download", _BEHIND, SEES[_BEHIND]),
    Row("evidence:look", _BEHIND, SEES[_BEHIND]),
    Row("evidence:picture", _BEHIND, SEES[_BEHIND]),
    Row("evidence:publication", _BEHIND, HEADS),
    Row("evidence:scan", _BEHIND, post=HEADS),
    Row("evidence:publish", _BEHIND, post=HEADS),
    Row("evidence:unpublish", "published evidence", post=HEADS),
    Row("evidence:publication_page", "published evidence", HEADS),
    Row("evidence:publication_picture", "published evidence", HEADS),
    Row("evidence:confirm_page", "published evidence", post=HEADS),
    Row("evidence:withdrawal", _BEHIND, HEADS),
    Row("evidence:ask_withdrawal", _BEHIND, post=HEADS),
    Row("evidence:decide_withdrawal", "evidence to withdraw", post=to(COORDINATOR, ADMINISTRATOR)),
    Row("evidence:decide_withdrawal", "evidence", post=NOBODY),
)
_INBOX = (Row("inbox:inbox", "", SIGNED_IN),)
_ROUNDS = (
    Row("assessment:mayor", "", OVERVIEW),
    Row("assessment:mayor_pdf", "", OVERVIEW),
    Row("assessment:rounds", "", SIGNED_IN),
    Row("assessment:start", "", COORDINATION, COORDINATION),
    Row("assessment:round", "round", IN_ROUND),
    Row("assessment:close", "round", post=COORDINATION, deed="own opinion of the office"),
    Row("assessment:close", "round", post=COORDINATION, deed="internal opinion"),
    Row("assessment:close", "round", post=to(LEAD), deed="outside opinion"),
    Row("assessment:close_self", "round", COORDINATION),
    Row("assessment:close_internal", "round", COORDINATION),
    Row("assessment:close_outside", "round", to(LEAD)),
    Row("assessment:state_facts", "round", post=COORDINATION),
    Row("assessment:remind", "round", post=COORDINATION),
    Row("assessment:opinions", "round", IN_ROUND),
    Row("assessment:plenary", "round", IN_ROUND),
    Row("assessment:plenary", "closed round", NOBODY),
    Row("assessment:correct", "round", post=to(LEAD)),
    Row("assessment:correct", "closed round", post=COORDINATION),
    Row("assessment:worksheet", "round", IN_ROUND),
    Row("assessment:import_answers", "round", OFFICE, OFFICE),
    Row("assessment:handing_sheet", "round", COORDINATION),
    Row("assessment:import_handing", "round", COORDINATION, COORDINATION),
    Row("assessment:staged", "own sheet", to(OPERATOR)),
    Row("assessment:rejected", "own sheet", to(OPERATOR)),
    Row("assessment:apply", "own sheet", post=to(OPERATOR)),
    Row("assessment:drop", "own sheet", post=to(OPERATOR)),
    Row("assessment:record", "round", NOBODY),
    Row("assessment:record", "closed round", OVERVIEW | {LEAD}),
    Row("assessment:take_away", "round", to(COORDINATOR, HEAD), to(COORDINATOR, HEAD)),
)
_ANSWERS = (
    *(
        Row("assessment:answer", thing, SEES[thing])
        for thing in ("answer in draft", "answer handed in", "approved answer", "assessed answer")
    ),
    Row("assessment:save", "answer in draft", post=OFFICE),
    Row("assessment:move", "answer handed in", post=OFFICE, deed="recall"),
    Row("assessment:move", "answer handed in", post=HEADS, deed="approve"),
    Row("assessment:move", "answer handed in", post=HEADS, deed="send back"),
    Row("assessment:find_internal", "answer handed in", post=NOBODY),
    Row("assessment:find_internal", "approved answer", post=to(APIP)),
    Row("assessment:find_outside", "approved answer", post=NOBODY),
    Row("assessment:find_outside", "assessed answer", post=OUTSIDE),
    Row("assessment:decide", "assessed answer", post=to(LEAD)),
    Row("assessment:remark", "answer in draft", post=OFFICE | COORDINATION),
    Row("assessment:remark", "assessed answer", post=IN_ROUND - {MAYOR}),
    Row("assessment:place", "answer in draft", post=OFFICE),
    Row("assessment:arrange", "answer in draft", post=COORDINATION),
    Row("assessment:reassign", "answer in draft", post=COORDINATION),
)
_OVERSIGHT = (
    Row("oversight:index", "", SEES["register"]),
    Row("oversight:counts", "register", SEES["register"]),
    Row("oversight:register", "register", REGISTER),
    Row("oversight:export", "register", REGISTER),
    Row("oversight:add", "register", REGISTER, REGISTER),
    Row("oversight:upload", "register", REGISTER, REGISTER),
    Row("oversight:staged", "own sheet of the register", REGISTER),
    Row("oversight:take", "own sheet of the register", post=REGISTER),
    Row("oversight:repair", "own sheet of the register", REGISTER),
    Row("oversight:drop", "own sheet of the register", post=REGISTER),
    Row("oversight:obligation", "obligation", REGISTER),
    Row("oversight:receive", "obligation", post=REGISTER),
    Row("oversight:withdraw", "obligation", post=REGISTER),
)
PARTS: dict[str, tuple[Row, ...]] = {
    "The public pages, under `/` and in English under `/en/`": _PORTAL,
    "Help": _HELP,
    "The server": _SERVER,
    "The door": _DOOR,
    "One's own account": _ACCOUNT,
    "People and rights": _PEOPLE,
    "Evidence": _EVIDENCE,
    "The inbox": _INBOX,
    "Rounds": _ROUNDS,
    "Answers": _ANSWERS,
    "The register of declarations": _OVERSIGHT,
}
_ENGLISH = tuple(replace(row, route=row.route.replace("portal:", "portal_en:")) for row in _PORTAL)
ROWS = (*(row for rows in PARTS.values() for row in rows), *_ENGLISH)
