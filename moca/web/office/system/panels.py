"""Processes, store and progress."""

from collections.abc import Sequence

from reactpy import html, use_memo

from moca.web.live.cells import use_cell
from moca.web.live.components import Node, component
from moca.web.office.desk import Desk
from moca.web.office.durations import spoken
from moca.web.office.parts import age, badge, skeleton
from moca.web.office.sizes import size
from moca.web.office.system.readings import Process, processes_of, progress_of, store_of
from moca.web.office.words import Words

SLOW_MS = 100
LATE_MS = 2_000
FULL = 0.9


@component
def Processes(desk: Desk) -> Node:
    words = desk.words
    found = use_cell(use_memo(lambda: processes_of(desk), []))
    heads = ("Process", "Roles", "Since", "Webhook", "Loop delay")
    if found is None:
        return panel(words("Processes"), skeleton(1))
    table = html.table(
        {"className": "table stacked"},
        html.thead(html.tr([html.th({"key": head, "scope": "col"}, words(head)) for head in heads])),
        html.tbody([html.tr({"key": process.name}, *_cells(words, process, heads)) for process in found]),
    )
    return panel(words("Processes"), html.div({"className": "wide", "tabIndex": 0}, table))


def _cells(words: Words, process: Process, heads: Sequence[str]) -> list[Node]:
    shown = (
        html.span(
            html.code(f"{process.pid}"), " ", html.span({"className": "hint", "title": process.name}, process.version)
        ),
        html.span(", ".join(process.roles)),
        age(process.since) if process.since else html.span("-"),
        _times(words, process.webhook_p50, process.webhook_p99),
        _times(words, None, process.loop_p99),
    )
    return [
        html.td({"key": head, "data-head": words(head)}, cell) for head, cell in zip(heads, shown, strict=True)
    ]  # fmt: skip


def _times(words: Words, p50: float | None, p99: float | None) -> Node:
    if p99 is None:
        return html.span({"className": "hint"}, words("not measured yet"))
    said = f"p99 {p99:.3g} ms" if p50 is None else f"p50 {p50:.3g} · p99 {p99:.3g} ms"
    return badge(said, "plain" if p99 < SLOW_MS else "warn")


@component
def Store(desk: Desk) -> Node:
    words = desk.words
    found = use_cell(use_memo(lambda: store_of(desk), []))
    if found is None:
        return panel(words("Store"), skeleton(3))
    memory = size(found.memory)
    if found.limit:
        memory = words("{used} of {limit}", used=memory, limit=size(found.limit))
    rows = [
        (words("Server"), f"{found.server} ({words('embedded') if found.is_own else words('external')})"),
        (words("Since"), age(found.since)),
        (words("Memory"), badge(memory, "bad") if found.limit and found.memory > FULL * found.limit else memory),
        (words("Keys"), f"{found.keys:,}".replace(",", " ")),
        (words("Connections"), str(found.clients)),
        (words("On disk"), size(found.aof_bytes) if found.aof else badge(words("kept in memory only"), "bad")),
    ]
    faults = [html.p({"key": fault, "className": "failed"}, fault) for fault in found.faults]
    return panel(words("Store"), html.div(facts(rows), *faults))


@component
def Progress(desk: Desk) -> Node:
    words = desk.words
    found = use_cell(use_memo(lambda: progress_of(desk), []))
    if found is None:
        return panel(words("Progress"), skeleton(3))
    late = (
        words("nothing")
        if not found.late
        else words("{n}, by up to {time}", n=found.late, time=spoken(words, found.late_ms))
    )
    rows = [
        (words("Due and not run"), badge(late, "warn" if found.late_ms > LATE_MS else "good")),
        (words("Views behind the feed"), _behind(words, found.behind_ms)),
        (words("Entries in the feed"), f"{found.feed:,}".replace(",", " ")),
        (words("Size of the views"), size(found.file_bytes)),
    ]
    return panel(words("Progress"), facts(rows))


def _behind(words: Words, behind_ms: int | None) -> Node:
    if behind_ms is None:
        return badge(words("being made"), "info")
    if not behind_ms:
        return badge(words("up to date"), "good")
    return badge(spoken(words, behind_ms), "warn" if behind_ms > LATE_MS else "good")


def panel(title: str, *content: Node) -> Node:
    """A part of the page under its heading."""
    return html.section({"className": "panel", "aria-label": title}, html.h2(title), *content)


def facts(rows: Sequence[tuple[str, Node]]) -> Node:
    """Names and what they are."""
    return html.dl(
        {"className": "facts"}, [html.div({"key": name}, html.dt(name), html.dd(what)) for name, what in rows]
    )
