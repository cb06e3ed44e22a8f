"""Whatever happens, in whatever order: the promises of section 2 that an actor alone can keep."""

from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from moca.domain import messages as m
from moca.domain.conversation import Conversation
from tests.unit.actors.chances import SETTINGS
from tests.unit.actors.talk import ACTOR
from tests.unit.actors.world import HANDS, World

USUAL = (
    "customer_writes", "time_passes", "actor_reads", "model_answers", "model_answers", "sender_calls", "graph_answers",
    "person_gives_back", "person_wants_a_follow_up", "customer_asks", "customer_asks", "customer_comments",
)  # fmt: skip
STEPS = st.tuples(st.sampled_from(USUAL) | st.sampled_from(HANDS), st.integers(0, 7))
SCHEDULES = st.tuples(st.integers(0, len(SETTINGS) - 1), st.lists(STEPS, max_size=60))


def lived(kind, steps) -> World:
    """A world in which these things happened, and then everything came to rest."""
    world = World(kind)
    for hand, n in steps:
        getattr(world, hand)(n)
    world.come_to_rest()
    return world


@settings(max_examples=120, database=None)
@given(SCHEDULES)
def test_the_promises_hold(schedule):
    """G3, G4, G5 and G6 in any order of events; G6 and the wake-ups are watched on the way."""
    world = lived(*schedule)

    decided_once(world)
    arrived_once(world)
    in_order(world)
    followed_up_once(world)
    nothing_is_left(world)
    replayed(world)


def decided_once(world: World) -> None:
    """G3: every customer message is in one decision, and every question has one."""
    decided = world.records(m.QuestionDecided)

    assert sorted(mid for record in decided for mid in record.mids) == sorted(world.customer)
    assert len({record.question for record in decided}) == len(decided)
    comments = [record.comment_id for record in world.records(m.CommentDecided)]
    told_back = {told.comment_id for told in world.public}
    assert sorted(set(comments) - told_back) == sorted(world.commented)
    assert len(set(comments)) == len(comments)


def arrived_once(world: World) -> None:
    """G4: no message reaches the customer twice, and none is without a fate."""
    assert len(set(world.arrived)) == len(world.arrived)
    planned = {record.send for record in world.records(m.MessagePlanned)}
    ends = {record.send for record in world.records(m.MessageSent)}
    ends |= {record.send for record in world.records(m.MessageWithdrawn)}
    ends |= {record.send for record in world.records(m.MessageFailed)}
    assert planned == ends


def in_order(world: World) -> None:
    """G5: the parts of an answer in their order, and nothing else of the bot's between them."""
    plans = {plan.send: plan for plan in world.records(m.MessagePlanned)}
    sends = [plans[call.rpartition("#")[0]] for call, _ in world.called]
    calls = [plan for plan in sends if plan.source != "person"]

    for answer in {plan.answer for plan in sends}:
        parts = [plan.part for plan in sends if plan.answer == answer]
        assert all(later - earlier in {0, 1} for earlier, later in pairwise(parts))
        if any(plan.answer == answer for plan in calls) and len(set(parts)) > 1:
            places = [place for place, plan in enumerate(calls) if plan.answer == answer]
            assert places[-1] - places[0] == len(places) - 1


def followed_up_once(world: World) -> None:
    """Each follow-up that was planned has one end, and is said in one message at most."""
    plans = {record.send: record.answer for record in world.records(m.MessagePlanned) if record.source == "follow_up"}
    arrived = [plans[send] for send in world.arrived if send in plans]
    said = [record for record in world.records(m.FollowUpEnded) if record.how == "said"]

    assert len(set(arrived)) == len(arrived)
    assert len(arrived) <= len(said) + len(world.records(m.MessageFailed))


def nothing_is_left(world: World) -> None:
    """Nothing waits for ever."""
    state = world.state

    assert (state.question, state.replies, state.permit, state.held_echoes) == (None, (), None, ())
    assert state.comments == ()
    assert state.follow_up is None


def replayed(world: World) -> None:
    """The same log gives the same state and the same records, byte for byte."""
    state = Conversation()
    for heard in world.log:
        outcome = ACTOR.receive(state, heard.fact, heard.context, heard.at)
        assert msgspec.json.encode(outcome.records) == msgspec.json.encode(heard.outcome.records)
        assert msgspec.json.encode(outcome.effects) == msgspec.json.encode(heard.outcome.effects)
        state = outcome.state
    assert msgspec.json.encode(state) == msgspec.json.encode(world.state)
