"""How likely the person buys, 1 to 7, by whom and why; and what their last question was about."""

from typing import Any

from reactpy import event, html, use_memo, use_state

from moca.domain.lead import LONGEST_REASON, MODEL
from moca.runtime.actor import Address
from moca.views.contacts import ScoreRow
from moca.web.api.contacts import ContactChange, change
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.inbox.sending import formed
from moca.web.office.parts import button, moment
from moca.web.office.person.pieces import locked, origin, part, telling
from moca.web.office.person.reading import of, person_of

BEST = 7
SENTIMENTS = {"positive": "Positive", "neutral": "Neutral", "negative": "Negative"}


@component
def Score(desk: Desk, address: Address) -> Node:
    """The score as a row of seven that one may press, with its reason, and those before."""
    scores: tuple[ScoreRow, ...] | None = use_cell(
        use_memo(lambda: person_of(desk, address), []), of(lambda person: person.contact.scores)
    )
    words, last = desk.words, (scores or (None,))[-1]
    value = (last.value if last else None) or 0
    is_set = last is not None and value > 0 and last.by != MODEL
    again = button(
        words("Let the bot score again"), _setting(desk, address, None), kind="small quiet", symbol="undo",
        more=locked(desk),
    )  # fmt: skip
    return part(
        "lead",
        words("Lead"),
        html.div(
            {"className": "score-steps", "role": "group", "aria-label": words("How likely they buy, 1 to 7")},
            [_step(desk, address, number, last) for number in range(1, BEST + 1)],
        ),
        html.p({"className": "none"}, words("Not scored yet: the bot scores when it answers.")) if not value else None,
        origin(desk, last.by, last.at) if last and value else None,
        html.p({"className": "reason"}, last.reason) if last and value and last.reason and not is_set else None,
        html.div({"key": "why"}, Why(desk, address)) if is_set else None,
        again if is_set else None,
        _history(desk, scores or ()),
    )


@component
def Why(desk: Desk, address: Address) -> Node:
    """The reason of a score that a person set."""
    last: ScoreRow | None = use_cell(
        use_memo(lambda: person_of(desk, address), []), of(lambda person: (person.contact.scores or (None,))[-1])
    )
    fault, set_fault = use_state("")
    reason, value = (last.reason, last.value) if last else ("", None)

    async def save(said: Any) -> None:
        wanted = said["form"]["reason"].strip()
        if value and wanted != reason:
            await change(desk.store, address, desk.by, formed(ContactChange, score=value, score_reason=wanted))

    return html.form(
        {"className": "known-field", "data-saves": "",
         "onSubmit": event(telling(desk, save, set_fault), prevent_default=True)},
        html.label({"htmlFor": "score-reason"}, desk.words("Reason")),
        html.input({
            "id": "score-reason", "name": "reason", "type": "text", "defaultValue": reason, "data-was": reason,
            "maxLength": LONGEST_REASON, "autoComplete": "off", "placeholder": desk.words("For the team, if you like"),
            **locked(desk),
        }),
        html.p({"className": "fault", "role": "alert"}, fault) if fault else None,
    )  # fmt: skip


@component
def Mood(desk: Desk, address: Address) -> Node:
    """What the bot understood of the last question that it answered."""
    row: tuple[str, str, str] | None = use_cell(
        use_memo(lambda: person_of(desk, address), []),
        of(lambda person: (person.row.intent, person.row.topic, person.row.sentiment)),
    )
    words = desk.words
    intent, topic, sentiment = row or ("", "", "")
    known = {
        words("Intent"): intent,
        words("Topic"): topic,
        words("Sentiment"): words(SENTIMENTS.get(sentiment, sentiment)) if sentiment else "",
    }
    shown = [html.div({"key": name}, html.dt(name), html.dd(value)) for name, value in known.items() if value]
    return part("mood", words("Last question"), html.dl({"className": "person-facts"}, shown)) if shown else None


def _step(desk: Desk, address: Address, number: int, last: ScoreRow | None) -> Node:
    value = (last.value if last else None) or 0
    return html.button(
        {
            "key": f"s{number}", "type": "button", "className": "score-step" + (" on" if number <= value else ""),
            "aria-pressed": "true" if number == value else "false",
            "aria-label": desk.words("Score {n} of 7", n=number),
            "onClick": _setting(desk, address, number, last), **locked(desk),
        },
        str(number),
    )  # fmt: skip


def _setting(desk: Desk, address: Address, score: int | None, last: ScoreRow | None = None) -> Any:
    async def ask(_: Any) -> None:
        if last is None or last.by == MODEL or last.value != score:  # the same again is no news
            await change(desk.store, address, desk.by, ContactChange(score=score))

    return desk.act("answer", ask)


def _history(desk: Desk, scores: tuple[ScoreRow, ...]) -> Node:
    if len(scores) < 2:  # noqa: PLR2004  # one alone has no past
        return None
    words = desk.words
    rows = [
        html.li(
            {"key": f"{score.at}-{place}"},
            html.b(str(score.value) if score.value else "-"),
            html.span(score.reason or (words("Taken back") if not score.value else "")),
            html.small(words("the bot") if score.by == MODEL else score.by, " · ", moment(score.at, "age")),
        )
        for place, score in reversed(list(enumerate(scores)))
    ]
    return html.details(
        {"className": "score-history"},
        html.summary(words("Earlier scores")),
        html.ol({"className": "score-list"}, rows),
    )
