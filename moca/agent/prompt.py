"""
The prompt: what an account knows and one thread, as the messages of a call.

All words stand in `prompts/*.txt` (`pieces`). What the account says is in the system message: it changes with the
settings only, but for the facts that were chosen. What people wrote, and what was made of it, is data in the other
message, each piece a line that it cannot leave (`lines`).
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from moca.agent.background import Background, time_told
from moca.agent.lines import Earlier, Wish, line
from moca.agent.pieces import PIECES, Pieces
from moca.agent.retrieval import Given, given
from moca.agent.tokens import estimated_tokens
from moca.agent.trimming import Trimmed, trimmed, written
from moca.agent.turn import Speaker, Turn
from moca.domain.account_settings import AccountSettings, Intent
from moca.domain.facts import Fact, facts_of

CONTEXT_TURNS = 2
"""So many turns before the question say what it is about, where it does not say it itself."""


class Prompt(msgspec.Struct, frozen=True):
    """
    The messages of one call, and what went into them.

    `hash` names the words (`Pieces.hash`). `given`: the ids of the facts; `retrieved`: the same where they were chosen.
    `left_out`, `left_out_until`: see `Trimmed`. `instructions`: the words that no customer is to hear.
    """

    messages: tuple[dict[str, Any], ...]  # in the vendor's shape: a content is a text or a list of parts
    hash: str
    given: tuple[str, ...] = ()
    retrieved: tuple[str, ...] = ()
    left_out: int = 0
    left_out_until: str = ""
    instructions: str = ""


def build(
    settings: AccountSettings,
    turns: Sequence[Turn],
    images: Sequence[str] = (),
    background: Background = Background(),  # noqa: B008  # a value that nobody can change
    pieces: Pieces = PIECES,
) -> Prompt:
    """
    Write the prompt for the open question of a thread, or for a follow-up; the turns come oldest first.

    The open question is always whole; of the other turns, as many of the newest as fit into the rest of
    `settings.thread_tokens`. `images` (data URLs) stand behind the words, in the same message.
    """
    earlier = [turn for turn in turns if not turn.is_open]
    question = [written(turn) for turn in turns if turn.is_open]
    rest_tokens = settings.thread_tokens - sum(map(estimated_tokens, question))
    shown = trimmed(earlier, rest_tokens, background.summary.until if background.summary else "")
    chosen = given(facts_of(settings), _asked(turns, background))
    system = _system(settings, pieces)
    user = "\n".join(_user(settings, background, shown, question, pieces))
    content = _with_images(user, images) if images else user
    return Prompt(
        messages=(
            {"role": "system", "content": _with_facts(system, chosen, pieces)},
            {"role": "user", "content": content},
        ),
        hash=pieces.hash,
        given=tuple(fact.id for fact in chosen.facts),
        retrieved=chosen.retrieved,
        left_out=shown.left_out,
        left_out_until=shown.until,
        instructions="\n".join([system, *pieces.texts]),
    )


def _system(settings: AccountSettings, pieces: Pieces) -> str:
    """What the model is, without what it knows."""
    instructions = settings.instructions.strip()
    return pieces.fill(
        "system",
        business=_in_one_line(settings.business_name) or "a business",
        tone=_in_one_line(settings.tone) or "friendly and clear",
        owner=f"\n{pieces.fill('owner', instructions=instructions)}\n" if instructions else "",
        intents="\n".join(map(_intent, settings.intents)) or "    in two or three English words",
    )


def _intent(intent: Intent) -> str:
    return f"    {intent.name}: {_in_one_line(intent.about)}" if intent.about else f"    {intent.name}"


def _with_facts(system: str, chosen: Given, pieces: Pieces) -> str:
    name = "facts" if chosen.is_all else "facts_some"
    return pieces.fill(name, system=system, facts="\n".join(map(_fact, chosen.facts)))


def _fact(fact: Fact) -> str:
    return f"[{fact.id}] {fact.line.translate(_NO_BORDERS)}"


def _asked(turns: Sequence[Turn], background: Background) -> list[str]:
    """What facts are looked for: the question or the wish, then what was said just before."""
    question = "\n".join(turn.text for turn in turns if turn.is_open)
    said = [turn.text for turn in turns if not turn.is_open and turn.who != "note"]
    return [background.wish or question, "\n".join(said[-CONTEXT_TURNS:])]


def _user(
    settings: AccountSettings, background: Background, shown: Trimmed, question: Sequence[str], pieces: Pieces
) -> Iterator[str]:
    if background.known:
        yield pieces.fill("known", known="\n".join(map(line, background.known)))
    if background.summary is not None:
        yield pieces.fill("earlier", earlier=line(Earlier(background.summary.text)))
    yield pieces.fill("thread", thread="\n".join(shown.lines))
    if background.now:
        yield pieces.fill("now", now=time_told(settings, background.now))
    if background.wish is None:
        yield pieces.fill("question", question="\n".join(question))
    else:
        yield pieces.fill("follow_up", wish=line(Wish(background.wish)))


def _with_images(text: str, images: Sequence[str]) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = [{"type": "image_url", "image_url": {"url": image}} for image in images]
    return [{"type": "text", "text": text}, *shown]


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


_NO_BORDERS = str.maketrans("<>", "‹›")  # noqa: RUF001  # look-alikes that close no block
__all__ = ["Prompt", "Speaker", "Turn", "build"]
