"""The model: whether it answers at all. One call with one token of an answer; it costs next to nothing."""

import openai
from openai import AsyncOpenAI

from moca.doctor.finding import Finding, State
from moca.settings import ModelSettings

TIMEOUT_SECONDS = 20.0


async def look_at_model(settings: ModelSettings, client: AsyncOpenAI) -> Finding:
    """Ask the model for a word."""
    if not settings.is_available:
        return _found("note", "none: the rules answer", "set OPENAI_API_KEY or OPENAI_BASE_URL, and AI_ENABLED")
    asking = client.with_options(max_retries=0, timeout=TIMEOUT_SECONDS)
    try:
        await asking.chat.completions.create(
            model=settings.model, messages=[{"role": "user", "content": "ok?"}], max_completion_tokens=16
        )
    except openai.APIError as error:
        return _refused(error, settings.model)
    return _found("ok", f"{settings.model} answers")


def _refused(error: openai.APIError, model: str) -> Finding:
    match error:
        case openai.AuthenticationError():
            return _found("fault", "the key is not accepted", "mend OPENAI_API_KEY")
        case openai.NotFoundError():
            return _found("fault", f"there is no model {model}", "mend OPENAI_MODEL")
        case openai.RateLimitError():
            return _found("fault", "the account of the key has no quota left, or asks too fast", "look at its billing")
        case openai.APIStatusError(status_code=status):
            return _found("fault", f"it answers {status}", "look at the status page of its vendor")
    return _found("fault", "it cannot be reached", "check OPENAI_BASE_URL and this machine's way out")


def _found(state: State, said: str, remedy: str = "") -> Finding:
    return Finding(check="model", state=state, said=said, remedy=remedy)
