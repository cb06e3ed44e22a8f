"""The people of the team, for owners: add, name, give a role or a new token, sign out, revoke."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, get_args

from reactpy import event, html, use_memo, use_state

from moca.team.operator import Operator, Role
from moca.web.live.cells import Cell, use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.parts import age, avatar, badge, button, icon, select_field, skeleton, text_field
from moca.web.office.system.panels import panel
from moca.web.office.team.readings import Member, team_of, tell_team
from moca.web.problems import FieldError

MEANT: dict[Role, str] = {
    "owner": "everything, settings and team too",
    "agent": "works in conversations",
    "viewer": "looks on",
}


ONESELF = "Your own token: another owner gives you a new token, or the terminal: moca operator token."
"""One's own page closes with the old token, before the new one could be read."""


class Told(NamedTuple):
    """A token that was just made, and whose: it is shown once and kept nowhere."""

    name: str
    token: str


@component
def People(desk: Desk) -> Node:
    """The list, and the form for somebody new."""
    words = desk.words
    told: Cell[Told | None] = use_memo(lambda: Cell(None), [])
    ids = use_cell(use_memo(lambda: team_of(desk), []), _ids)
    shown = skeleton(2) if ids is None else html.ul({"className": "people"}, _rows(desk, ids, told))
    return panel(words("People"), Token(desk, told), shown, html.h3(words("Add somebody")), NewPerson(desk, told))


def _rows(desk: Desk, ids: tuple[str, ...], told: Cell[Told | None]) -> list[Node]:
    return [html.li({"key": id_}, Person(desk, id_, told)) for id_ in ids]


@component
def Token(desk: Desk, told: Cell[Told | None]) -> Node:
    """The new token, until it is put away."""
    words = desk.words
    shown = use_cell(told)
    if shown is None:
        return html.div({"role": "status"})
    address = f"{desk.house.settings.public_url.rstrip('/')}/sign-in"
    return html.div(
        {"role": "status", "className": "token"},
        html.p(html.b(words("The token of {name}. It is shown only now:", name=shown.name))),
        html.p(html.code(shown.token)),
        html.p(
            {"className": "hint"},
            words("Hand it over in private. With it {name} signs in at {address}.", name=shown.name, address=address),
        ),
        html.div(
            {"className": "deeds"},
            _copying(words("Copy"), shown.token),
            button(words("I have it"), lambda _: told.set(None)),
        ),
    )  # fmt: skip


def _copying(label: str, text: str) -> Node:
    return html.button({"type": "button", "className": "button primary", "data-copy": text}, icon("copy"), label)


@component
def NewPerson(desk: Desk, told: Cell[Told | None]) -> Node:
    words = desk.words

    async def add(asked: Any) -> None:
        operator, token = await desk.house.operators.create(asked["form"]["new-name"], _role(asked["form"]["new-role"]))
        told.set(Told(operator.name, token.reveal()))
        await tell_team(desk)

    choices = [(role, f"{words(role)}: {words(MEANT[role])}") for role in get_args(Role)]
    return html.form(
        {"className": "new-person", "data-clear": "", "onSubmit": event(desk.act("manage", add), prevent_default=True)},
        text_field(words("Name"), "new-name", required=True, maxLength=60, autoComplete="off"),
        select_field(words("Role"), "new-role", choices, "agent"),
        button(words("Add"), kind="primary", symbol="user-plus"),
    )


@component
def Person(desk: Desk, id_: str, told: Cell[Told | None]) -> Node:
    """One of the team; the bearer of the admin token is changed in the settings only."""
    words = desk.words
    member: Member | None = use_cell(use_memo(lambda: team_of(desk), []), lambda team: _of(team, id_))
    if member is None:
        return html.div()
    operator = member.operator
    fixed = html.span({"className": "hint"}, words("The bearer of ADMIN_TOKEN."))
    return html.div(
        {"className": "person"},
        avatar(operator.name, size="small"),
        html.div(html.b(operator.name), *_about(desk, member)),
        fixed if operator.is_admin else RoleForm(desk, operator),
        None if operator.is_admin else _changes(desk, operator, told),
    )  # fmt: skip


def _about(desk: Desk, member: Member) -> list[Node]:
    words, count = desk.words, len(member.sessions)
    you = badge(words("you"), "info") if member.operator.id == desk.operator.id else None
    if not count:
        return [you, html.span({"className": "hint"}, words("not signed in"))]
    places = words.count(count, "{n} sign-in", "{n} sign-ins")
    return [you, html.span({"className": "hint"}, words("seen:"), " ", age(member.seen_at), f" · {places}")]


@component
def RoleForm(desk: Desk, operator: Operator) -> Node:
    """The role, changed as soon as another is chosen; what is refused is put back."""
    refusals, set_refusals = use_state(0)

    async def change(asked: Any) -> None:
        try:
            await desk.house.operators.set_role(operator.id, _role(asked["form"]["role"]))
        except Exception:
            set_refusals(lambda count: count + 1)
            raise
        desk.say(desk.words("{name} has another role from now on.", name=operator.name))
        await tell_team(desk)

    id_ = f"role-{operator.id}"
    options = [html.option({"key": role, "value": role}, desk.words(role)) for role in get_args(Role)]
    return html.form(
        {"data-sends-changes": "", "onSubmit": event(desk.act("manage", change), prevent_default=True)},
        html.label({"className": "unseen", "htmlFor": id_}, desk.words("Role of {name}", name=operator.name)),
        html.select({"key": f"s{refusals}", "id": id_, "name": "role", "value": operator.role}, options),
    )


def _changes(desk: Desk, operator: Operator, told: Cell[Told | None]) -> Node:
    words, operators, sessions = desk.words, desk.house.operators, desk.house.sessions

    async def rename(asked: Any) -> None:
        await operators.rename(operator.id, asked["form"][f"name-{operator.id}"])

    async def new_token(_: Any) -> None:
        _, token = await operators.new_token(operator.id)
        told.set(Told(operator.name, token.reveal()))

    async def sign_out(_: Any) -> None:
        await sessions.end_all(operator.id)
        desk.say(words("{name} is signed out everywhere.", name=operator.name))

    async def revoke(_: Any) -> None:
        await operators.revoke(operator.id)
        desk.say(words("{name} is no longer of the team.", name=operator.name))

    renaming = event(_told_to_all(desk, rename), prevent_default=True)
    return html.details(
        html.summary(words("Change")),
        html.form(
            {"className": "renaming", "onSubmit": renaming},
            text_field(words("Name"), f"name-{operator.id}", operator.name, required=True, maxLength=60),
            button(words("Rename"), kind="small"),
        ),
        html.div(
            {"className": "deeds"},
            _sure(desk, f"token-{operator.id}", words("New token"),
                  words("The present token and every sign-in of {name} end at once.", name=operator.name),
                  _told_to_all(desk, new_token))
            if operator.id != desk.operator.id
            else html.p({"className": "hint"}, words(ONESELF)),
            button(words("Sign out everywhere"), _told_to_all(desk, sign_out), kind="small"),
            _sure(desk, f"revoke-{operator.id}", words("Revoke"),
                  words("{name} can sign in no more. What {name} did keeps the name.", name=operator.name),
                  _told_to_all(desk, revoke), kind="danger"),
        ),
    )  # fmt: skip


def _told_to_all(desk: Desk, do: Callable[[Any], Awaitable[None]]) -> Any:
    """The handler of a change: for owners, and every open page hears of it."""

    async def done(asked: Any) -> None:
        await do(asked)
        await tell_team(desk)

    return desk.act("manage", done)


def _sure(desk: Desk, id_: str, label: str, text: str, do: Any, *, kind: str = "") -> Node:
    """A button that asks first."""
    yes = {"type": "submit", "className": f"button {kind or 'primary'}", "onClick": do}
    opening = {"type": "button", "className": f"button small {kind}", "data-opens": id_}
    return html.fragment(
        html.button(opening, label),
        html.dialog(
            {"id": id_, "className": "dialog", "aria-labelledby": f"{id_}-title"},
            html.h2({"id": f"{id_}-title"}, label),
            html.p(text),
            html.form({"method": "dialog", "className": "ends"}, button(desk.words("Cancel")), html.button(yes, label)),
        ),
    )


def _role(value: str) -> Role:
    role = next((role for role in get_args(Role) if role == value), None)
    if role is None:
        raise FieldError("role", f"there is no role {value}")
    found: Role = role
    return found


def _ids(team: tuple[Member, ...] | None) -> tuple[str, ...] | None:
    return tuple(member.operator.id for member in team) if team is not None else None


def _of(team: tuple[Member, ...] | None, id_: str) -> Member | None:
    return next((member for member in team if member.operator.id == id_), None) if team else None
