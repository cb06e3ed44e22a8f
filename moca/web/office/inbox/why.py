"""Why a question was answered or not: one line under it, which unfolds to everything that led there."""

from collections.abc import Iterator, Sequence

from reactpy import html, use_memo, use_state

from moca.replay.marks import Mark
from moca.replay.why import Opened, Sent
from moca.runtime.actor import Address
from moca.views.rows import DecisionRow
from moca.web.api.decisions import DecisionView, KnownFact, open_decision
from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component, targeted
from moca.web.office.desk import Desk
from moca.web.office.inbox.fates import WORDS, said_reason
from moca.web.office.inbox.gate_words import value_in_words
from moca.web.office.inbox.shop import NO_SHOP, shop_of
from moca.web.office.inbox.verdicts import GATES, said_of, took_in
from moca.web.office.parts import clock, icon, link
from moca.web.office.words import Words

SIGNS = {"pass": "check", "stop": "close", "wait": "clock"}
VERDICTS = {"pass": "passes", "stop": "stops", "wait": "waits"}


@component
def Why(desk: Desk, address: Address, row: DecisionRow, piece: str) -> Node:
    """The line, in this piece of the thread; what it unfolds to is read when it is opened for the first time."""
    account = address.key.partition(":")[0]
    shop = use_cell(use_memo(lambda: shop_of(desk, account), [])) or NO_SHOP
    found, set_found = use_state(_nothing)

    async def unfold(_: object) -> None:
        if found is None:
            view = await open_decision(desk.store, desk.accounts, address, row.question)
            set_found(lambda _: view)

    said = said_of(row, desk.words, shop.titles)
    unfolding = targeted(f"why-{piece}-{row.question}", desk.act("view", unfold))
    return html.details(
        {
            "className": f"why {said.tone}",
            "onToggle": unfolding,
            "data-unfolds": "",
        },
        html.summary(icon(said.symbol), html.span(" · ".join([said.text, *said.measures]))),
        _opened(found, account, desk.words) if found is not None else None,
    )


def _nothing() -> DecisionView | None:
    """Nothing is read before the line is opened."""
    return None


def _opened(view: DecisionView, account: str, words: Words) -> Node:
    one = view.decision
    return html.div(
        {"className": "opened"},
        _section(words("What was checked"), _gates(one, words)),
        _section(words("The draft"), _marked(one)) if one.marks else None,
        _section(words("Facts that were used"), *_facts(view.facts)) if view.facts else None,
        _section(words("The model"), _model(one, words)) if one.model else None,
        _section(words("What was sent"), _sends(one.sends, words)) if one.sends else None,
        _settings(view, account, words),
    )


def _section(title: str, *shown: Node) -> Node:
    return html.section(html.h3(title), *shown)


def _gates(one: Opened, words: Words) -> Node:
    rows = [
        html.li(
            {"key": f"g{at}", "className": gate.verdict},
            icon(SIGNS[gate.verdict]),
            html.span({"className": "unseen"}, words(VERDICTS[gate.verdict])),
            html.b(words(GATES.get(gate.name, gate.name))),
            html.span(value_in_words(gate, words)),
        )
        for at, gate in enumerate(one.gates)
    ]
    return html.ol({"className": "gates"}, rows) if rows else html.p(words("Nothing was checked."))


def _marked(one: Opened) -> Node:
    """The drafted text with what the guard marked in it, and why."""
    text = one.proposed or (one.answer.message if one.answer else "")
    reasons = [html.li({"key": f"r{at}"}, html.b(mark.quote), " ", mark.reason) for at, mark in enumerate(one.marks)]
    return html.div(html.p({"className": "draft", "dir": "auto"}, *marked(text, one.marks)), html.ul(reasons))


def marked(text: str, marks: Sequence[Mark]) -> Iterator[Node]:
    """A text with its marks; where two overlap, the first one counts."""
    done = 0
    for at, mark in enumerate(sorted(marks, key=lambda mark: mark.start)):
        if mark.start < done or mark.end <= mark.start:
            continue
        yield text[done : mark.start]
        yield html.mark({"key": f"k{at}", "title": mark.reason}, text[mark.start : mark.end])
        done = mark.end
    yield text[done:]


def _facts(facts: Sequence[KnownFact]) -> Iterator[Node]:
    for at, fact in enumerate(facts):
        yield html.p(
            {"key": f"f{at}", "className": "fact"}, html.b(fact.title), " " if fact.title else "", fact.text or fact.id
        )


def _model(one: Opened, words: Words) -> Node:
    answer = one.answer
    told = [
        (words("Reason"), answer.reason if answer else ""),
        (words("Confidence"), f"{answer.confidence:.0%}" if answer and answer.confidence is not None else ""),
        (words("Model"), one.model),
        (words("Tokens"), words("{n} in, {m} out", n=one.tokens_in, m=one.tokens_out) if one.tokens_in else ""),
        (words("Cost"), f"${one.cost_usd:.4f}" if one.cost_usd else ""),
        (words("Took"), took_in(one.took_ms)),
    ]
    rows = [html.div({"key": name}, html.dt(name), html.dd(value)) for name, value in told if value]
    return html.dl({"className": "told"}, rows)


def _sends(sends: Sequence[Sent], words: Words) -> Node:
    rows = []
    for sent in sends:
        symbol, _, text = WORDS.get(sent.state, ("info", "plain", sent.state))
        why = f": {said_reason(sent.reason, words)}" if sent.reason else ""
        at = clock(sent.ended_at or sent.called_at or sent.planned_at)
        rows.append(html.li({"key": sent.send}, icon(symbol), html.span(words(text) + why), at, html.q(sent.text)))
    return html.ul({"className": "parts-sent"}, rows)


def _settings(view: DecisionView, account: str, words: Words) -> Node:
    under = view.settings
    if not under.version:
        return None
    said = words("Decided under version {n} of the settings", n=under.version)
    return html.p(
        {"className": "under"}, link(said, f"/settings/{account}/versions"), f" ({under.by})" if under.by else ""
    )
