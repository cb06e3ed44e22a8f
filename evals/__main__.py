"""`python -m evals`: ask a real model the written conversations, show one table."""

import sys
from collections.abc import Sequence

import click
import msgspec

from evals import asking, table
from evals.conversations import Conversation, shops, written
from moca.agent.drafter import Drafter, model_client
from moca.domain.account_settings import AccountSettings
from moca.domain.guard import hits
from moca.domain.language import language_of
from moca.domain.messages import Evidence, Hit
from moca.settings import ModelSettings
from moca.terminal import USAGE_EXIT, run, settings_of

NO_MODEL = (
    "no model to ask: set OPENAI_API_KEY (or OPENAI_BASE_URL of a compatible server) in the environment or in .env, "
    "and AI_ENABLED must not be false"
)


@click.command()
@click.option("--model", "name", help="The model [OPENAI_MODEL].")
@click.option("--base-url", help="A compatible server [OPENAI_BASE_URL].")
@click.option("--only", multiple=True, help="Only those whose name holds this; may be given several times.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--messages", is_flag=True, help="Show what was said, too.")
def main(name: str | None, base_url: str | None, only: Sequence[str], limit: int | None, *, messages: bool) -> None:
    """Ask the model each written conversation once. It costs money: some 2,000 tokens each."""
    model = _model(name, base_url)
    if not model.is_available:
        click.echo(NO_MODEL, err=True)
        sys.exit(USAGE_EXIT)
    chosen = _chosen(only)[:limit]
    if not chosen:
        click.echo(f"no conversation is called like {' or '.join(only)}", err=True)
        sys.exit(USAGE_EXIT)
    outcomes = run(lambda: _all(model, chosen))
    click.echo(table.as_text(outcomes, messages=messages))
    sys.exit(0 if any(outcome.asked for outcome in outcomes) else 1)


def guarded(message: str, settings: AccountSettings, evidence: Evidence, asked: Sequence[str]) -> Sequence[Hit]:
    """The guard as it stands before customers."""
    return hits(message, settings, evidence, asked, language_of)


def _model(name: str | None, base_url: str | None) -> ModelSettings:
    model = settings_of({}).model
    return msgspec.structs.replace(model, model=name or model.model, base_url=base_url or model.base_url)


def _chosen(only: Sequence[str]) -> Sequence[Conversation]:
    return [found for found in written() if not only or any(part in found.name for part in only)]


async def _all(model: ModelSettings, chosen: Sequence[Conversation]) -> Sequence[asking.Outcome]:
    """One after the other, so that no limit of the vendor's is in the way; each name is shown when it is asked."""
    settings, outcomes = shops(), []
    async with model_client(model) as client:
        drafter = Drafter(client, model)
        for conversation in chosen:
            click.echo(f"{conversation.name} …", err=True)
            outcomes.append(await asking.ask(drafter, conversation, settings[conversation.shop], guarded))
    return outcomes


if __name__ == "__main__":
    main()
