"""`moca replay`: past conversations decided again, exactly or under changed settings."""

import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from moca import logs
from moca.clock import now_ms
from moca.defaults import account_defaults
from moca.domain.setting_changes import changed_settings
from moca.domain.shapes import no_such
from moca.errors import PermanentError
from moca.instagram.versions import Versions
from moca.replay.history import SettingsOf
from moca.replay.reading import conversations, unknown
from moca.replay.report import text_of, view_of
from moca.replay.running import FOR_EVER, Replay, Wanted
from moca.replay_live import LiveModel
from moca.runtime.actor import Address
from moca.runtime.store import Store
from moca.settings import Settings
from moca.stores import inspect
from moca.terminal import of_store, run, settings_of

UNITS_MS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}
AGO = re.compile(r"([1-9][0-9]{0,5})([mhd])", re.ASCII)
NO_MODEL = (
    "there is no model to ask: set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL, as the running Moca has them "
    "(moca demo prints its own), or leave out --live"
)
A_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Moment(click.ParamType[int]):
    """A time: `24h`, `30m` or `7d` ago, or ISO 8601 (`2026-11-29T10:00Z`); in ms."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        ago = AGO.fullmatch(str(value))
        if ago is not None:
            return now_ms() - int(ago[1]) * UNITS_MS[ago[2]]
        return moment(str(value)) or self.fail(f"{value} is no time: give 24h, 7d or 2026-11-29T10:00Z", param, ctx)


@click.command()
@click.option("--account", required=True, help="The account whose conversations are decided again.")
@click.option("--since", type=Moment(), default=0, show_default="the beginning", help="24h, 7d, or an ISO 8601 time.")
@click.option("--until", type=Moment(), default=FOR_EVER, show_default="now", help="The same.")
@click.option("--conversation", "persons", multiple=True, metavar="PSID", help="Only this one; may be repeated.")
@click.option("--change", type=A_FILE, help="Settings to try out: JSON, as in PATCH /api/accounts/{id}.")
@click.option("--rules", type=A_FILE, help="Rules to try out: JSON, a list or {'rules': […]}.")
@click.option("--facts", type=A_FILE, help="Facts to try out: a text.")
@click.option(
    "--prompts", type=A_FOLDER, help="Pieces of the prompt to try out, as in moca/agent/prompts; with --live."
)
@click.option("--live", is_flag=True, help="Ask the model itself; without it its answers of then are used.")
@click.option("--max-cost-usd", type=click.FloatRange(min=0), help="Ends --live; needs a model whose price is known.")
@click.option("--max-calls", type=click.IntRange(min=1), help="Ends --live after so many calls of the model.")
@click.option("--show", type=click.IntRange(0, 10_000), default=20, show_default=True, help="How many differences.")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@of_store
def replay(
    account: str,
    since: int,
    until: int,
    persons: tuple[str, ...],
    change: Path | None,
    rules: Path | None,
    facts: Path | None,
    prompts: Path | None,
    live: bool,
    max_cost_usd: float | None,
    max_calls: int | None,
    show: int,
    as_json: bool,
    **options: str | None,
) -> None:  # fmt: skip
    """
    Decide past conversations again: without a change byte for byte, with one to see what differs.

    Nothing is changed and nothing is sent. The model's answers are those of then, unless --live asks it anew.
    """
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    changes = _changes(change, rules, facts)
    if prompts and not live:
        raise click.UsageError("--prompts shows only in what the model says: add --live")
    if live and changes is None:
        if not prompts:
            raise click.UsageError("--live asks the model anew: give --change, --rules, --facts or --prompts")
        changes = {}
    if live and max_cost_usd is None and max_calls is None:
        raise click.UsageError("--live needs a limit: --max-cost-usd or --max-calls")
    wanted = Wanted(
        account=account, changes=changes, since=since, until=until, is_live=live, max_cost_usd=max_cost_usd,
        max_calls=max_calls,
    )  # fmt: skip

    async def look(store: Store) -> Replay:
        return await _replayed(settings, store, wanted, persons, LiveModel(settings.model, prompts), quiet=as_json)

    found = run(lambda: inspect(settings, look))
    click.echo(_json(found) if as_json else text_of(found, show))


def moment(text: str) -> int:
    """An ISO 8601 time with its zone as ms; 0 if it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return round(at.timestamp() * 1000) if at.tzinfo else 0


def _changes(change: Path | None, rules: Path | None, facts: Path | None) -> dict[str, Any] | None:
    """The settings to change, of all three files; None if none is given."""
    if change is None and rules is None and facts is None:
        return None
    changes: dict[str, Any] = _settings_in(change) if change else {}
    if rules:
        changes["rules"] = _rules_in(rules)
    if facts:
        changes["facts"] = _text_in("--facts", facts)
    return changes


def _settings_in(path: Path) -> dict[str, Any]:
    """Bare settings, or the body of a PATCH, whose note says nothing here."""
    given: dict[str, Any] = _decoded("--change", path, dict)
    if "settings" not in given:
        return given
    _refuse_others("--change", given, ("settings", "note"))
    if not isinstance(given["settings"], dict):
        raise click.BadParameter("settings must be an object of settings by name", param_hint="--change")
    return given["settings"]


def _rules_in(path: Path) -> Any:
    """A bare list, or the body of a PUT of rules."""
    given = _decoded("--rules", path, list | dict)
    if isinstance(given, list):
        return given
    _refuse_others("--rules", given, ("rules",))
    if "rules" not in given:
        raise click.BadParameter("it holds no rules: give a list, or {'rules': […]}", param_hint="--rules")
    return given["rules"]


def _refuse_others(option: str, given: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise click.BadParameter(f"{name}: {no_such(name, known)}", param_hint=option)


def _decoded(option: str, path: Path, kind: Any) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise click.BadParameter(f"{path} is not the JSON that is meant: {error}", param_hint=option) from error


def _text_in(option: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{path} is no text in UTF-8: save it as one", param_hint=option) from error


async def _replayed(
    settings: Settings, store: Store, wanted: Wanted, persons: tuple[str, ...], model: LiveModel, *, quiet: bool
) -> Replay:
    versions = await _versions(settings, store, wanted)
    if wanted.is_live and not model.is_available:
        raise PermanentError(NO_MODEL)
    replay = Replay(store, versions, wanted, model.ask)
    named = [Address("conversation", f"{wanted.account}:{person}") for person in persons]
    if missing := await unknown(store, named):
        person = missing[0].key.partition(":")[2]
        raise PermanentError(f"there is no conversation {person} of the account {wanted.account}")

    async def find() -> list[Address]:
        return named or await conversations(store, wanted.account)

    try:
        await replay.run(find, _progress(replay, quiet=quiet))
    finally:
        await model.close()
    return replay


def _progress(replay: Replay, *, quiet: bool) -> Callable[[], None]:
    """Says how far it is, to whoever looks at a terminal."""

    def note() -> None:
        end = "\n" if replay.done == replay.total else ""
        click.echo(f"\r{replay.done:,} of {replay.total:,} conversations{end}", nl=False, err=True)

    return note if sys.stderr.isatty() and not quiet else lambda: None


async def _versions(settings: Settings, store: Store, wanted: Wanted) -> SettingsOf:
    versions = await Versions(store).all(wanted.account)
    if not versions and wanted.account not in map(str, await store.client.smembers("moca:accounts")):
        raise PermanentError(f"there is no account {wanted.account}")
    known = versions or {1: account_defaults(settings)}
    try:
        changed_settings(known[max(known)], wanted.changes or {})
    except msgspec.ValidationError as error:
        raise PermanentError(f"the change is refused: {error}") from error
    return known


def _json(replay: Replay) -> str:
    return msgspec.json.format(msgspec.json.encode(view_of(replay)), indent=2).decode()
