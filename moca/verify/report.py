"""The judge's report: every promise with what was looked at and what broke it, in words and as JSON."""

from array import array
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from moca.runtime.store import Store
from moca.verify import (
    captured,
    decided,
    housekeeping,
    in_order,
    logs,
    never_stale,
    once_in,
    once_out,
    private,
    traces,
    within_limits,
)
from moca.verify.evidence import CONVERSATION, Evidence
from moca.verify.finding import Fault, Finding, Judged, Tally
from moca.verify.traces import KeptFiles

SHOWN_FAULTS = 5


class Report(msgspec.Struct, frozen=True):
    """What was found at `at` (ms) over all conversations."""

    at: int
    conversations: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return all(finding.ok for finding in self.findings)

    def finding(self, name: str) -> Finding:
        return next(finding for finding in self.findings if finding.name == name)

    def to_text(self) -> str:
        """A table for a person: each promise, its counts, its first faults."""
        moment = datetime.fromtimestamp(self.at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        lines = [f"{self.conversations} conversations, judged at {moment}", ""]
        for finding in self.findings:
            lines += [*_lines(finding), ""]
        count = sum(finding.fault_count for finding in self.findings)
        return "\n".join([*lines, "Every promise is kept." if self.ok else f"{_counted(count)} in all."])

    def to_json(self) -> str:
        """The same, whole, as JSON; `ok` at the top."""
        return msgspec.json.encode({"ok": self.ok, **msgspec.structs.asdict(self)}).decode()


async def verify(store: Store, global_rate_limit: float, data_dir: Path | None = None) -> Report:
    """
    Judge the whole store. Only reads; needs memory for the longest conversation and eight bytes for each event.

    `global_rate_limit`: calls a second over all accounts, as the sender was configured. `data_dir`: where views and
    kept files lie; without it they are not looked at.

    Raises:
        StoreUnavailableError: the store did not answer; nothing was judged.
    """
    judge = _Judge(store, global_rate_limit, data_dir)
    return await judge.report()


class _Judge:
    """One run over one store."""

    def __init__(self, store: Store, global_rate_limit: float, data_dir: Path | None) -> None:
        self._store = store
        self._data_dir = data_dir
        self._kept = KeptFiles(data_dir) if data_dir else None
        self._limit = global_rate_limit
        self._settings = logs.KeptSettings(store)
        self._told = captured.Told()
        self._paces: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("q"), array("d")))
        self._tallies = {
            name: Tally(name, title, promise)
            for name, title, promise in (
                ("G1", "captured", captured.PROMISE),
                ("G2", "once in", once_in.PROMISE),
                ("G3", "decided", decided.PROMISE),
                ("G4", "once out", once_out.PROMISE),
                ("G5", "in order", in_order.PROMISE),
                ("G6", "never stale", never_stale.PROMISE),
                ("G7", "within limits", within_limits.PROMISE),
                ("G8", "private", private.PROMISE),
                ("house", "in good order", housekeeping.PROMISE),
            )
        }

    async def report(self) -> Report:
        began, conversations = await logs.now_of(self._store), 0
        async for evidence in self._everybody():
            await self._hear(evidence, began)
            if evidence.address.kind == CONVERSATION:
                await self._hear_conversation(evidence)
                conversations += 1
        self._told.close()
        self._judge_paces()
        self._add("G2", once_in.judge_across([found async for found in self._repeated()]))
        await self._judge_partitions(began)
        await self._judge_privacy(began)
        return Report(began, conversations, tuple(tally.finding() for tally in self._tallies.values()))

    def _add(self, name: str, judged: Judged) -> None:
        self._tallies[name].add(judged)

    async def _everybody(self) -> AsyncIterator[Evidence]:
        async for address in logs.addresses(self._store):
            yield await logs.read(self._store, address)

    async def _hear(self, evidence: Evidence, began: int) -> None:
        """What holds for every actor."""
        self._told.add(evidence)
        recent = captured.recent(evidence, began)
        partition = self._store.partition(evidence.address)
        known = await logs.known(self._store, partition, [item.event for item in recent])
        self._add("G1", captured.judge_log(evidence, recent, known))
        self._add("G2", once_in.judge(evidence))
        self._add("G3", decided.judge_mailbox(evidence))
        self._add("house", housekeeping.judge_readable(evidence))

    async def _hear_conversation(self, evidence: Evidence) -> None:
        account = evidence.account
        if self._kept:
            self._kept.add(evidence)
        await self._settings.load(account)

        def versions(version: int) -> within_limits.Settings:
            return self._settings.of(account, version)

        self._add("G3", decided.judge(evidence))
        self._add("G4", once_out.judge(evidence))
        self._add("G5", in_order.judge(evidence))
        self._add("G6", never_stale.judge(evidence))
        self._add("G7", within_limits.judge(evidence, versions))
        for at, limit in within_limits.paced(evidence, versions):
            self._paces[account][0].append(at)
            self._paces[account][1].append(limit)

    async def _judge_privacy(self, began: int) -> None:
        self._add("G8", private.judge_wishes(await traces.wishes(self._store), began))
        graves = await traces.graves_in(self._store, began)
        if not len(graves):
            return
        self._add("G8", Judged({"erased": len(graves)}, []))
        found = [it async for it in traces.traces(self._store, self._data_dir) if graves.erased_at(it.address)]
        born = await traces.born(self._store, {trace.address for trace in found})
        self._add("G8", private.judge(found, graves, born))
        if self._kept:
            self._kept.close()
            self._add("G8", private.judge_files(self._kept.all(), self._kept.knows, graves))

    def _judge_paces(self) -> None:
        for account, (times, limits) in self._paces.items():
            pairs = sorted(zip(times, limits, strict=True))
            judged = within_limits.judge_pace(f"account {account}", [at for at, _ in pairs], [to for _, to in pairs])
            self._add("G7", judged)
        everyone = array("q", sorted(at for times, _ in self._paces.values() for at in times))
        self._add("G7", within_limits.judge_pace("all accounts", everyone, array("d", [self._limit]) * len(everyone)))

    async def _repeated(self) -> AsyncIterator[tuple[str, str]]:
        """Where the events stand that occur more than once: a second reading, only if there are any."""
        repeated = self._told.repeated()
        if not repeated:
            return
        async for evidence in self._everybody():
            for item in evidence.items:
                if item.is_told and captured.digest(item.event) in repeated:
                    yield item.event, str(evidence.address)

    async def _judge_partitions(self, began: int) -> None:
        erased_until = await logs.erased_until(self._store)
        for partition in self._store.partitions:
            async for row in logs.register(self._store, partition):
                self._add("G1", captured.judge_register([row], self._told, began, erased_until))
            self._add("house", housekeeping.judge_claims(*await logs.claims(self._store, partition)))
            now = await logs.now_of(self._store)
            self._add("house", housekeeping.judge_calling(await logs.calling(self._store, partition), now))


def _lines(finding: Finding) -> list[str]:
    verdict = "ok" if finding.ok else _counted(finding.fault_count)
    counts = ", ".join(f"{name} {count}" for name, count in finding.counts.items())
    lines = [f"{finding.name:<6}{finding.title:<15}{verdict}", f"      {finding.promise}", f"      {counts}"]
    lines += [f"      - {_said(fault)}" for fault in finding.faults[:SHOWN_FAULTS]]
    hidden = finding.fault_count - SHOWN_FAULTS
    return [*lines, f"      and {hidden} more"] if hidden > 0 else lines


def _said(fault: Fault) -> str:
    return f"{fault.address}  {fault.what}  {fault.how}" if fault.address else f"{fault.what}  {fault.how}"


def _counted(faults: int) -> str:
    return "1 fault" if faults == 1 else f"{faults} faults"
