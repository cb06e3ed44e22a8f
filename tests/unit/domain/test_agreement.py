"""Which mode people's words about drafts speak for."""

import pytest

from moca.domain.account_settings import AccountSettings, Intent
from moca.domain.agreement import Judged, agreements, next_step


def suggested(agent: str = "draft", mode: str = "", **counts: int) -> tuple[str, float | None]:
    """The suggestion for the one intent of an account, and the share."""
    settings = AccountSettings(agent=agent, intents=(Intent(name="price", mode=mode),))  # type: ignore[arg-type]  # words
    (found,) = agreements(settings, (Judged(intent="price", **counts),))
    return found.suggestion, found.share


@pytest.mark.parametrize(
    ("counts", "suggestion"),
    [
        ({"approved": 20}, "auto"),
        ({"approved": 19}, ""),
        ({"approved": 19, "edited": 1}, "auto"),
        ({"approved": 18, "edited": 1, "discarded": 1}, ""),
        ({"approved": 20, "expired": 50, "flagged": 50}, "auto"),
        ({}, ""),
    ],
)
def test_from_draft(counts, suggestion):
    """Twenty decided drafts of which 95 % left unchanged; what nobody decided, or the guard stopped, says nothing."""
    assert suggested("draft", **counts)[0] == suggestion


def test_the_share():
    """Unchanged of decided; nothing of nothing is not known."""
    assert suggested(approved=3, edited=1)[1] == 0.75
    assert suggested(expired=2)[1] is None


@pytest.mark.parametrize(("watched", "suggestion"), [(20, "draft"), (19, "")])
def test_from_watch(watched, suggestion):
    """After twenty noted answers people may judge them."""
    assert suggested("watch", watched=watched)[0] == suggestion


@pytest.mark.parametrize(
    ("counts", "suggestion"),
    [({"answered": 18, "cancelled": 2}, "draft"), ({"answered": 19, "cancelled": 1}, ""), ({"cancelled": 5}, "")],
)
def test_from_auto(counts, suggestion):
    """Where people hold back every tenth answer, they had better see them first."""
    assert suggested("auto", **counts)[0] == suggestion


def test_an_intents_own_mode_counts():
    """Where the account's is draft or auto; an agent that is off suggests nothing."""
    assert suggested("auto", "draft", approved=20)[0] == "auto"
    assert suggested("off", "draft", approved=20)[0] == ""


def test_every_intent_is_named():
    """Those of the account in its order, also where nothing was judged, then those that it had."""
    settings = AccountSettings(intents=(Intent(name="price"), Intent(name="hours")))

    found = agreements(settings, (Judged(intent="old", approved=1), Judged(intent="hours", approved=2)))

    assert [(each.intent, each.judged.approved) for each in found] == [("price", 0), ("hours", 2), ("old", 1)]


@pytest.mark.parametrize(
    ("agent", "mode", "words"),
    [
        ("watch", "", "set the agent to draft"),
        ("draft", "", "those that wait"),
        ("auto", "", "or an intent, to draft"),
        ("auto", "draft", "those that wait"),
    ],
)
def test_nothing_decided_says_what_to_do(agent, mode, words):
    """An empty page leads on."""
    settings = AccountSettings(agent=agent, intents=(Intent(name="price", mode=mode),))

    assert words in next_step(settings, ())
    assert next_step(settings, (Judged(intent="price", discarded=1),)) == ""
