"""
`moca simulate`: runs the fake Instagram, and moves one that runs.

`serve` starts it; `say`, `attach`, `burst`, `owner`, `comment`, `fault`, `mode`, `model` and `book` speak to it over
its control API, so a script, a demo and a person at a terminal have the same hands.
"""

import asyncio
from typing import IO, Any

import click
import httpx
import msgspec

from moca.serving import Server, stop_on_signals
from moca.settings import Secret
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig
from moca.simulator.tempers import NAMES

DEFAULT_URL = "http://127.0.0.1:8001"
DEFAULT_CALLBACK = "http://127.0.0.1:8000/api/instagram/webhook"

at = click.option("--url", default=DEFAULT_URL, show_default=True, help="Where the fake Instagram runs.")
of_account = click.option("--account", default="", help="Id or username; the first account by default.")


@click.group()
def simulate() -> None:
    """A fake Instagram and a fake model, for demos, tests and training."""


@simulate.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
@click.option("--callback", default=DEFAULT_CALLBACK, show_default=True, help="Where webhooks go; empty = nowhere.")
@click.option("--app-id", default=SimulatorConfig().app_id, show_default=True, help="The app that owners log in to.")
@click.option("--app-secret", default=SimulatorConfig().app_secret.reveal(), help="Signs the webhooks.")
@click.option(
    "--verify-token", default=SimulatorConfig().verify_token.reveal(), help="Said when the callback is checked."
)
@click.option("--token", default=DEMO_ACCOUNT.token.reveal(), help="The access token of the account.")
@click.option("--account-id", default=DEMO_ACCOUNT.id, show_default=True)
@click.option("--living", default=0.0, help="Mean seconds between invented customers; 0 = none.")
@click.option("--seed", default=1, show_default=True, help="Decides every random choice.")
def serve(  # one argument for each option
    host: str,
    port: int,
    callback: str,
    app_id: str,
    app_secret: str,
    verify_token: str,
    token: str,
    account_id: str,
    living: float,
    seed: int,
) -> None:
    """Run until it is stopped; the phone page is at /."""
    account = msgspec.structs.replace(DEMO_ACCOUNT, id=account_id, token=Secret(token))
    config = SimulatorConfig(
        accounts=(account,),
        callback_url=callback,
        app_id=app_id,
        app_secret=Secret(app_secret),
        verify_token=Secret(verify_token),
        living_pause=living,
        seed=seed,
    )
    _run(config, host, port)


@simulate.command()
@click.argument("person")
@click.argument("text")
@of_account
@at
def say(person: str, text: str, account: str, url: str) -> None:
    """Let PERSON write TEXT."""
    click.echo(_post(url, "say", person=person, text=text, account=account)["mid"])


@simulate.command()
@click.argument("person")
@click.argument("kind", type=click.Choice(["photo", "voice", "file"]))
@click.option("--text", default="", help="What is written with it.")
@click.option("--seconds", default=3, show_default=True, help="How long a voice note runs.")
@click.option(
    "--media",
    "media_fault",
    type=click.Choice(["expired", "slow", "too_large", "wrong_type", "to_loopback", "to_metadata"]),
    help="What goes wrong when the business fetches it.",
)
@of_account
@at
def attach(person: str, kind: str, text: str, seconds: int, media_fault: str | None, account: str, url: str) -> None:
    """Let PERSON send a photo, a voice note or a file."""
    body = {"person": person, "kind": kind, "text": text, "seconds": seconds, "account": account}
    click.echo(_post(url, "attach", **body, fault=media_fault or "")["mid"])


@simulate.command()
@click.argument("person")
@click.argument("texts", nargs=-1, required=True)
@click.option("--gap-ms", default=300, show_default=True, help="Pause between two texts.")
@of_account
@at
def burst(person: str, texts: tuple[str, ...], gap_ms: int, account: str, url: str) -> None:
    """Let PERSON write several TEXTS, one after the other."""
    for mid in _post(url, "burst", person=person, texts=texts, gap_ms=gap_ms, account=account)["mids"]:
        click.echo(mid)


@simulate.command()
@click.argument("person")
@click.argument("text")
@of_account
@at
def owner(person: str, text: str, account: str, url: str) -> None:
    """Let the owner answer PERSON in the Instagram app."""
    click.echo(_post(url, "owner", person=person, text=text, account=account)["mid"])


@simulate.command()
@click.argument("person")
@click.argument("text")
@click.option("--live", is_flag=True, help="During a broadcast.")
@of_account
@at
def comment(person: str, text: str, account: str, url: str, *, live: bool) -> None:
    """Let PERSON comment TEXT on a post; `book` shows what is replied."""
    name = "live_comment" if live else "comment"
    click.echo(_post(url, "event", name=name, person=person, text=text, account=account)["comment_id"])


@simulate.command()
@click.argument("words", nargs=-1)
@click.option("--times", default=1, show_default=True)
@click.option("--person", default="", help="Only for messages to this IGSID.")
@click.option("--clear", is_flag=True, help="Forget the faults that wait.")
@at
def fault(words: tuple[str, ...], times: int, person: str, clear: bool, url: str) -> None:
    """Script faults, in order: lost_response, slow:3000, retry_after:5, 613, 10/2534022, …; without any, list them."""
    if clear:
        _ask("DELETE", url, "faults")
    for word in words:
        _post(url, "faults", fault=word, times=times, person=person)
    for waiting in _ask("GET", url, "faults"):
        click.echo(f"{waiting['kind']} x{waiting['times']} {_label(waiting)}".rstrip())


@simulate.command()
@click.argument("pairs", nargs=-1)
@click.option("--reset", is_flag=True, help="Back to normal first.")
@at
def mode(pairs: tuple[str, ...], reset: bool, url: str) -> None:
    """Set standing modes, for example: down=error duplicates=3 reorder=true withhold=true lost_response_share=0.2."""
    if reset:
        _ask("DELETE", url, "modes")
    changes = {name: _value(value) for name, _, value in (pair.partition("=") for pair in pairs)}
    standing = _post(url, "modes", **changes) if changes else _ask("GET", url, "modes")
    for name, value in standing.items():
        click.echo(f"{name}={value}")


@simulate.command()
@click.option("--temper", type=click.Choice(NAMES), help="What it is like from now on.")
@click.option("--ms", default=30_000, show_default=True, help="How long the slow one waits.")
@click.option(
    "--orders", type=click.File("rb"), help='JSON: [{"asked": …, "answer": …}]: what the obedient one answers to what.'
)
@at
def model(temper: str | None, ms: int, orders: IO[bytes] | None, url: str) -> None:
    """Make the model honest, inventive, obedient, a babbler, slow or a refuser; without a temper, say what it is."""
    if temper:
        _post(url, "temper", name=temper, ms=ms, orders=_value(orders.read().decode()) if orders else [])
    click.echo(_ask("GET", url, "temper")["name"])


@simulate.command()
@click.option("--since", default=0, help="Only entries after this number.")
@at
def book(since: int, url: str) -> None:
    """Show what arrived and what was delivered."""
    for entry in _ask("GET", url, "book", params={"since": since})["entries"]:
        who = f"{entry['account']} {entry['person']}".strip()
        click.echo(
            f"{entry['n']:>5} {entry['at']} {entry['kind']:<9} {entry['outcome'] or '-':<14} {who} {entry['text']}"
        )


@simulate.command()
@click.argument("kind", type=click.Choice(["deauthorize", "data-deletion"]))
@of_account
@at
def farewell(kind: str, account: str, url: str) -> None:
    """Let the owner remove the app, or ask for the deletion of their data; show what the business answered."""
    answer = _post(url, "farewell", kind=kind, account=account)
    click.echo(f"{answer['status']} {msgspec.json.encode(answer['body']).decode()}")


def _run(config: SimulatorConfig, host: str, port: int) -> None:
    click.echo(f"phone page   http://{host}:{port}/")
    click.echo(f"graph        http://{host}:{port}   (INSTAGRAM_GRAPH_URL, INSTAGRAM_LOGIN_URL, INSTAGRAM_OAUTH_URL)")
    click.echo(f"pages        http://{host}:{port}/facebook   (FACEBOOK_GRAPH_URL)")
    click.echo(f"model        http://{host}:{port}/v1   (OPENAI_BASE_URL)")
    asyncio.run(_serve(config, host, port))


async def _serve(config: SimulatorConfig, host: str, port: int) -> None:
    from moca.simulator.app import create_app  # noqa: PLC0415  # only this command needs a server, and Litestar with it

    app = create_app(config)
    server = Server(app, host, port)

    def stop() -> None:
        app.state.simulator.watchers.dismiss()
        server.stop()

    stop_on_signals(stop)
    await server.run()


def _post(url: str, what: str, **body: Any) -> Any:
    return _ask("POST", url, what, json=body)


def _ask(method: str, url: str, what: str, **more: Any) -> Any:
    """One call of the control API; what goes wrong ends the command in one line."""
    try:
        answer = httpx.request(method, f"{url.rstrip('/')}/control/{what}", timeout=60, **more)
    except httpx.TransportError as error:
        raise click.ClickException(
            f"no fake Instagram answers at {url}: start one with `moca simulate serve`"
        ) from error
    if answer.is_error:
        raise click.ClickException(answer.json().get("detail", answer.text))
    return answer.json() if answer.content else None


def _value(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _label(waiting: dict[str, Any]) -> str:
    error = waiting["error"] or {}
    return f"{error.get('code') or error.get('status', '')}/{error.get('subcode', 0)}" if error else ""
