"""The doctor on the model."""

import pytest

from moca.agent.drafter import model_client
from moca.doctor.examine import Found, examine
from moca.doctor.finding import Finding
from moca.doctor.model import look_at_model
from moca.process_notes import Running
from moca.settings import ModelSettings, Secret, Settings
from tests.integration.agent.scripted_model import Reply, completion, refusal, scripted_model
from tests.integration.instagram.scripted import closed_url


async def look(url: str, **fields: object) -> Finding:
    settings = ModelSettings(base_url=url, api_key=Secret("sk-none"), **fields)  # type: ignore[arg-type]  # a test's own
    async with model_client(settings) as client:
        return await look_at_model(settings, client)


@pytest.mark.parametrize(
    ("reply", "state", "said"),
    [
        (completion("ok"), "ok", "gpt-4.1-mini answers"),
        (refusal(401, "invalid_api_key"), "fault", "the key is not accepted"),
        (refusal(404, "model_not_found"), "fault", "there is no model gpt-4.1-mini"),
        (refusal(429, "insufficient_quota"), "fault", "the account of the key has no quota left, or asks too fast"),
        (refusal(500, "server_error"), "fault", "it answers 500"),
    ],
)
async def test_what_the_model_says(reply: Reply, state: str, said: str) -> None:
    """One call; what is wrong is named, with the setting to mend."""
    async with scripted_model(reply) as model:
        found = await look(model.url)

    assert (found.state, found.said) == (state, said)
    assert len(model.requests) == 1


async def test_a_model_that_is_away() -> None:
    """It cannot be reached."""
    found = await look(closed_url())

    assert (found.state, found.said) == ("fault", "it cannot be reached")


async def test_no_model_is_no_fault() -> None:
    """The rules answer; nothing is asked."""
    found = await look("", enabled=False)

    assert (found.state, found.said) == ("note", "none: the rules answer")


async def test_the_model_of_a_running_moca_is_not_called_missing() -> None:
    """It has one; this command only cannot ask it."""
    found = Found(None, (), (Running(lacks=(), is_graph_metas=True),))

    report = await examine(Settings(), found, never_asked, "")

    (model,) = (finding for finding in report.findings if finding.check == "model")
    assert (model.state, model.said) == ("skipped", "not asked: the running Moca has one, this command has none")


async def never_asked() -> Finding:
    raise AssertionError("the model was asked")
