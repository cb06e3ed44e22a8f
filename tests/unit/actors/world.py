"""
A conversation among everybody at once: customer, team, model, sender, Graph and time, in any order.

Each hand of it is a method that takes a number and does something if there is something to do. Graph is truthful: a
message arrives when it is called or never, and what was told about it may be late, lost or repeated, but not false.
"""

from typing import Any

import msgspec

from moca.actors.effects import DraftReply, ReadBack, SendMessage
from moca.domain import messages as m
from moca.domain.hours import next_time_outside
from moca.domain.reply import Reply
from moca.runtime.actor import FactParked, Outcome
from tests.builders import (
    HOUR,
    MINUTE,
    a_comment,
    a_context,
    a_message,
    a_postback,
    a_reply,
    a_thread_message,
    an_echo,
    an_edit,
    an_unsending,
)
from tests.unit.actors.chances import ANSWERS, MODES, REFUSALS, SETTINGS, WAITS, WORDS
from tests.unit.actors.talk import Talk


class World(Talk):
    """A talk in which everybody acts at random and every promise is watched."""

    def __init__(self, kind: int) -> None:
        super().__init__(**SETTINGS[kind])
        self.settings = SETTINGS[kind]
        self.customer: list[str] = []
        self.commented: list[str] = []
        self.public: list[m.CommentReceived] = []
        self.thread: list[m.ThreadMessage] = []
        self.arrived: list[str] = []
        self.out: dict[str, bool] = {}
        self.mids: dict[str, str] = {}
        self.targets: dict[str, m.Target | None] = {}
        self.echoes: list[m.EchoReceived] = []
        self.results: list[tuple[msgspec.Struct, str]] = []
        self.requests = 0

    # The customer

    def customer_writes(self, n: int, **fields: Any) -> None:
        mid = f"m{len(self.customer) + 1}"
        self.customer.append(mid)
        self.thread.append(a_thread_message(mid, WORDS[n], self.now - self.now % 1_000))
        self.tell(a_message(WORDS[n], mid, self.now, **fields), mid)

    def customer_asks(self, n: int) -> None:
        """A burst up to the answer that is ready for it."""
        self.customer_writes(n)
        self.time_passes(3)
        self.model_answers(n)
        self.read()

    def customer_commands(self, n: int) -> None:
        mid = f"m{len(self.customer) + 1}"
        self.customer.append(mid)
        self.tell(a_message("STOP" if n < 3 else "START", mid, self.now), mid)

    def customer_presses(self, n: int) -> None:
        mid = f"m{len(self.customer) + 1}"
        self.customer.append(mid)
        self.tell(a_postback("Book", mid, self.now, standby=n == 0), mid)

    def customer_writes_in_standby(self, n: int) -> None:
        self.customer_writes(n, standby=True)

    def customer_edits(self, n: int) -> None:
        mid = f"m{max(1, len(self.customer) - n)}"
        self.tell(an_edit(mid, WORDS[n], 1 + n, self.now), f"{mid}:edit:{n}")

    def customer_unsends(self, n: int) -> None:
        """One of the last, or one that has not come yet."""
        mid = f"m{max(1, len(self.customer) + 2 - n)}"
        self.tell(an_unsending(mid, self.now), f"{mid}:deleted")

    def customer_comments(self, n: int) -> None:
        """On one of a few posts, or once more as the notice that adds the ad."""
        id_ = f"c{len(self.commented) + 1}" if n or not self.commented else self.commented[-1]
        self.commented = list(dict.fromkeys((*self.commented, id_)))
        self.tell(a_comment("precio?" if n < 6 else "qué lindo", id_, self.now, live=n == 5), f"{id_}:{n}")

    # The team

    def person_replies(self, n: int) -> None:
        self.requests += 1
        self.tell(a_reply(
            f"Soy Ana {self.requests}" + "." * 300 * n, f"p{self.requests}", human_agent=n == 1,
            send_at=self.now + HOUR if n == 2 else 0, source="bot" if n == 3 else "person",
        ))  # fmt: skip

    def person_types_in_instagram(self, n: int) -> None:
        text = self.called[-1][1] if n == 0 and self.called else f"typed {len(self.thread)}"
        self._arrive(f"t{len(self.thread)}", text)
        self.deliver_echo(7)

    def person_decides(self, n: int) -> None:
        number = self.state.question.number if self.state.question else 0
        first = self.state.given_up[0].id if self.state.given_up else "r1"
        under_way = self.state.sending.id if self.state.sending else "p1"
        self.tell((
            m.DraftApproved(question=number), m.DraftApproved(question=number, text="Edited"),
            m.DraftDiscarded(question=number), m.SendRetried(send=first), m.SendCancelled(send=under_way),
            m.OwnerSet(owner="person"), m.OwnerSet(owner="bot"), m.SendPrioritised(send=under_way, priority="low"),
        )[n])  # fmt: skip

    def person_closes(self, _: int) -> None:
        self.tell(m.StatusSet(status="closed"))

    def person_gives_back(self, _: int) -> None:
        self.tell(m.OwnerSet(owner="bot"))
        self.tell(m.AgentModeSet(mode=""))
        self.customer_commands(7)

    def person_sets_the_agent(self, n: int) -> None:
        self.tell(m.AgentModeSet(mode=MODES[n]))

    def person_wants_a_follow_up(self, n: int) -> None:
        text = f"Ana again {len(self.log)}" if n % 2 else ""
        self.tell((
            m.FollowUpDropped(), m.FollowUpApproved(), m.FollowUpApproved(text="Edited again"),
            m.FollowUpRequested(at=self.now, text=text), m.FollowUpRequested(at=self.now + MINUTE, text=text),
            m.FollowUpRequested(at=self.now + HOUR, text=text, wish="the bike"), m.StatusSet(status="closed"),
            m.FollowUpRequested(at=self.now + WAITS[-1], text=text),
        )[n])  # fmt: skip

    def control_changes(self, n: int) -> None:
        self.tell(m.ThreadControlChanged(sent_at=self.now, action="take" if n < 2 else "pass"))

    # The model

    def model_answers(self, n: int) -> None:
        for draft in self.effects(DraftReply)[-1 - n % 2 :]:
            text = f"answer {_spelt(draft.id)} " + "y y " * (175 * n % 750)
            said: dict[str, Any] = {"send": True, "message": text, "score": n, "tags": (f"t{n}",), "reason": draft.id}
            said |= {"follow_up": m.FollowUpWish(after_hours=0.5, text="Well?" if n else "")} if n < 2 else {}
            answer = m.Answer(**(said | {"lead": m.LeadSaid(name=f"Ana {n}", need=WORDS[n])} | ANSWERS[n]))
            self.tell(m.ReplyDrafted(draft=draft.id, answer=answer), f"draft:{draft.id}")

    def model_fails(self, _: int) -> None:
        for draft in self.effects(DraftReply)[-1:]:
            self.tell(m.DraftFailed(draft=draft.id, kind="timeout"), f"draft:{draft.id}")

    # The sender and Graph

    def sender_calls(self, n: int) -> None:
        for send in self.effects(SendMessage)[-3:]:
            if send.id not in self.out and self.begin(send.id):
                self.out[send.id] = n % 2 == 0
                if n % 2 == 0:
                    self.arrived.append(send.id if self._is_reaction(send.id) else send.id.rpartition("#")[0])
                    self._arrive(f"o{len(self.arrived)}", self.called[-1][1], send.id)

    def echo_in_public(self, n: int) -> None:
        """A public reply is told back as a comment, once or again."""
        for told in self.public[-1 - n % 2 :][:1]:
            self.tell(told, told.comment_id)

    def begin(self, call: str) -> bool:
        reply = self.state.sending
        if self._is_of_other_modes(call):
            self.tell(m.SendNotMade(send=call, detail="the agent's mode has changed"), f"result:{call}")
            return False
        allowed = super().begin(call)
        if allowed:
            assert reply is not None
            self.targets[call] = reply.target
            self._watch(reply)
        return allowed

    def _is_of_other_modes(self, call: str) -> bool:
        """What was permitted under other modes than the account's of now is turned away."""
        send = next(send for send in reversed(self.effects(SendMessage)) if send.id == call)
        is_current = self.state.permit is not None and self.state.permit.id == call
        return is_current and send.modes not in {"", self.context.settings.modes}

    def graph_answers(self, n: int) -> None:
        """One call that is out gets its result; some results are lost for ever."""
        for call, arrived in list(self.out.items())[-1:]:
            for result in self._result(call, n, arrived=arrived):
                self.results.append((result, f"result:{call}"))
                self.tell(*self.results[-1])

    def _result(self, call: str, n: int, *, arrived: bool) -> list[msgspec.Struct]:
        if n == 0:
            return []
        if n == 1:
            return [m.SendUnknown(send=call, detail="read timeout")]
        if arrived:
            mid = self.mids[call]
            return [m.SendSucceeded(send=call, mid=mid, pause_ms=1_000 * (n == 7))]
        if n < 4:
            return [m.SendNotMade(send=call)]
        if n < 6:
            return [m.SendThrottled(send=call, retry_after_ms=n * MINUTE, scope="account" if n == 4 else "person")]
        return [m.SendRefused(send=call, kind=REFUSALS[len(self.log) % 8])]

    def result_is_repeated(self, n: int) -> None:
        for result in self.results[-1 - n :][:1]:
            self.tell(*result)

    def deliver_echo(self, n: int) -> None:
        for echo in self.echoes[-1 - n % 3 :][:1]:
            self.tell(msgspec.structs.replace(echo, attachments=()), f"{echo.mid}:{n}")

    def echo_in_standby(self, _: int) -> None:
        self.tell(an_echo("automated", f"x{len(self.log)}", self.now, standby=True))

    def graph_is_read_back(self, n: int) -> None:
        for look in self.effects(ReadBack)[-1:]:
            shown = tuple(self.thread[-8:]) if n else ()
            self.tell(m.ReadBackResult(lookup=look.id, complete=bool(n), messages=shown), f"look:{look.id}")

    def _arrive(self, mid: str, text: str, call: str = "") -> None:
        self.mids[call] = mid
        target = self.targets.get(call)
        if target is not None and target.kind == "public_reply":
            self.public.append(a_comment(text, mid, self.now, own=True, parent_id=target.id))
            return
        if self._is_reaction(call):
            return
        shown_at = self.now - self.now % 1_000
        self.thread.append(a_thread_message(mid, text, shown_at, from_account=True))
        self.echoes.append(an_echo(text, mid, self.now, attachments=(m.Attachment(type="", id=call),)))

    def _is_reaction(self, call: str) -> bool:
        """What may be made twice, and is no message."""
        target = self.targets.get(call)
        return target is not None and target.kind == "reaction"

    # The account, the runtime and time

    def account_changes(self, n: int) -> None:
        health = {"disconnected": "token expired"} if n == 0 else {"held_until": self.now + MINUTE} if n == 1 else {}
        agent = {"agent": ("draft", "off")[n - 4]} if n in {4, 5} else {}
        self.context = a_context(**(self.settings | agent), **health, model_available=n != 3, version=2 + n)
        self.tell(m.AccountRestored())

    def runtime_parks(self, _: int) -> None:
        self.tell(FactParked(entry="1-1", type="EchoReceived", reason="KeyError"))

    def actor_reads(self, _: int) -> None:
        self.read()

    def time_passes(self, n: int) -> None:
        self.read()
        self.later(WAITS[n])

    # What must hold

    def read(self) -> None:
        before = len(self.log)
        super().read()
        for heard in self.log[before:]:
            state, wake_at = heard.outcome.state, heard.outcome.wake_at
            if state.question is not None or state.replies or state.follow_up is not None:
                assert wake_at is not None, "something is open and nothing will wake it"
            elif state.comments:
                assert wake_at is not None, "a comment is open and nothing will wake it"
            elif not state.hand_back_at:
                assert wake_at is None
            permit, reply = state.permit, state.sending
            assert permit is None or (reply is not None and (reply.call, reply.phase) == (permit.id, "queued"))
            assert not (state.held_echoes and not (reply and reply.is_out)), "echoes held without a reason"

    def _watch(self, reply: Reply) -> None:
        """G6, at the cut: nothing newer is unanswered, and the bot is in charge."""
        if self.state.follow_up is not None and self.state.follow_up.reply == reply.id:
            self._watch_follow_up(reply)
        if reply.source != "person":
            self._watch_mode(reply)
        if reply.question is None:
            assert reply.source != "follow_up" or self.state.follow_up is not None, "said, and wanted by nobody"
            return
        assert self.state.owner not in {"person", "app"}
        if reply.part == 1:
            heard = {getattr(entry.fact, "mid", "") for entry in self.log if _is_of_customer(entry.fact)}
            decided = {mid for record in self.records(m.QuestionDecided) for mid in record.mids}
            assert heard - decided <= set(reply.question.mids)

    def _watch_mode(self, reply: Reply) -> None:
        """Nothing of the bot's leaves where it is silent, and nothing unseen where it only drafts."""
        settings, intents = self.context.settings, reply.question.intents if reply.question else reply.intents
        own = {known.name: known.mode or settings.agent for known in settings.intents}
        wanted = {own.get(intent, settings.agent) for intent in intents} or {settings.agent}
        strictest = next(mode for mode in ("off", "watch", "draft", "auto") if mode in wanted)
        mode = self.state.agent or (settings.agent if settings.agent in {"off", "watch"} else strictest)
        is_comments = reply.target is not None and reply.target.kind != "reaction"
        assert mode not in {"off", "watch"}, "said where the agent is silent"
        assert mode == "auto" or reply.by or reply.part > 1 or is_comments, "said where nobody has seen it"

    def _watch_follow_up(self, reply: Reply) -> None:
        """It leaves outside the quiet hours, inside the window, and into silence."""
        hours = self.settings.get("quiet_hours")
        assert next_time_outside(hours, "UTC", self.now) == self.now, "said in the quiet hours"
        assert self.now < self.state.window_until
        planned = next(n for n, heard in enumerate(self.log) if _plans(heard.outcome, reply.id))
        assert not any(_is_of_customer(heard.fact) for heard in self.log[planned + 1 :]), "said to somebody who wrote"
        if reply.source != "person":
            assert self.state.owner not in {"person", "app", "waiting"}
            assert not self.state.opted_out

    def come_to_rest(self) -> None:
        """Everybody does what is left to do, until nothing is."""
        self.context = a_context(**self.settings)
        self.tell(m.AccountRestored())
        self.read()
        for _ in range(500):
            if self.wake[0] is None:
                return
            self._finish()
            if self.wake[0] is not None:
                self.fire()
        raise AssertionError(f"no rest; waits for {self.wake}: {self.state}")

    def _finish(self) -> None:
        for draft in self.effects(DraftReply):
            answer = m.Answer(send=True, message=f"answer {_spelt(draft.id)}")
            self.tell(m.ReplyDrafted(draft=draft.id, answer=answer), f"draft:{draft.id}")
        self.read()
        self.sender_calls(0)
        self.read()
        for call, arrived in self.out.items():
            for result in self._result(call, 2, arrived=arrived):
                self.tell(result, f"result:{call}")
        self.graph_is_read_back(1)
        self.read()


def _spelt(draft: str) -> str:
    """A draft's id without digits: a number that no fact knows would make a person look."""
    return draft.translate(str.maketrans("0123456789.", "abcdefghijx"))


def _plans(outcome: Outcome[Any], reply: str) -> bool:
    plans = (record for record in outcome.records if isinstance(record, m.MessagePlanned))
    return any(plan.answer == reply for plan in plans)


def _is_of_customer(fact: msgspec.Struct) -> bool:
    return isinstance(fact, m.MessageReceived | m.PostbackReceived)


_WHOSE = ("customer", "person", "model", "sender", "graph", "echo", "account", "actor", "time", "control", "runtime")
HANDS = (*(name for name in vars(World) if name.startswith(_WHOSE)), "result_is_repeated", "deliver_echo")
"""Everything that may happen next."""
