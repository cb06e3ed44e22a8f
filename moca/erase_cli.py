"""
`moca erase`: a person and everything that is held of them, from a terminal.

A Moca that runs on the store does it; where none does, the command does it itself, on this machine's files.
"""

import asyncio
import sys
import time

import click

from moca import logs
from moca.domain.test_chats import is_test_chat
from moca.errors import MocaError
from moca.instagram.erasing import Eraser
from moca.instagram.receipts import Receipt, Receipts
from moca.media.files import MediaFiles
from moca.runtime.actor import Address
from moca.runtime.client import translated
from moca.runtime.compaction import Compaction
from moca.runtime.store import Store
from moca.runtime.workers import Workers
from moca.settings import Settings
from moca.stores import inspect
from moca.terminal import of_store, run, settings_of
from moca.views.feed import Follower
from moca.views.file import FILE
from moca.views.projection import Projection

BY = "terminal"
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.1


@click.command()
@click.option("--account", required=True, help="The professional account id that they wrote to.")
@click.option("--psid", default="", help="The person's id at Instagram, as the office and the API show it.")
@click.option("--username", default="", help="Or their user name, as far as Instagram has told it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@of_store
def erase(account: str, psid: str, username: str, yes: bool, **options: str | None) -> None:
    """
    Erase a person: conversation, contact, files, drafts, what waits to be sent. It cannot be undone.

    What they write later makes a new contact.
    """
    if bool(psid) == bool(username):
        raise click.UsageError("say whom: either --psid or --username")
    settings = settings_of(options)
    logs.configure(settings.log_format, logs.QUIET)
    person = psid or run(lambda: inspect(settings, lambda store: _named(store, account, username)))
    if not yes:
        click.confirm(f"Erase {_said(person, username)} and everything that is held of them, for good?", abort=True)
    receipt = run(lambda: inspect(settings, lambda store: _erase(settings, store, account, person)))
    click.echo("\n".join(_lines(receipt)))
    sys.exit(0 if receipt.is_done else 1)


async def _named(store: Store, account: str, username: str) -> str:
    """The PSID of the one contact with this user name."""
    wanted, found = username.removeprefix("@").casefold(), set()
    for partition in store.partitions:
        prefix = partition.contact(f"{account}:")
        with translated():
            async for key in store.client.scan_iter(match=f"{prefix}*", count=1_000):
                if str(await store.client.hget(key, "username") or "").casefold() == wanted:
                    found.add(str(key).removeprefix(prefix))
    if len(found) != 1:
        how = f"{len(found)} contacts are" if found else "no contact is"
        raise MocaError(f"{how} called @{wanted} at {account}: give --psid, as the office shows it")
    return found.pop()


async def _erase(settings: Settings, store: Store, account: str, person: str) -> Receipt:
    eraser = Eraser(store, MediaFiles(settings.store.data_dir))
    asked = await eraser.ask(Address("conversation", f"{account}:{person}"), BY)
    if asked is None:
        raise MocaError(f"nothing is known of {account}:{person}: nothing had to be erased")
    if not await _is_done_by_others(store):
        await store.prepare()
        await eraser.run_once()
        await _forget_in_views(settings, store)
        await _compact(store)
    return await _done(store, asked)


async def _is_done_by_others(store: Store) -> bool:
    living = await Workers(store, {}).living()
    return any("actors" in note.get("roles", ()) for note in living.values())


async def _forget_in_views(settings: Settings, store: Store) -> None:
    """As far as there are any here, and nobody else writes them."""
    projection = Projection(settings.store.data_dir)
    follower = Follower(store, projection)
    try:
        if (settings.store.data_dir / FILE).exists() and projection.acquire():
            while await follower.run_once():
                pass
    finally:
        projection.close()


async def _compact(store: Store) -> None:
    """The file on disk too, before the store may be stopped; within the hour after another time, Moca does it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    is_going_on = await Compaction(store).run_once()
    while is_going_on and time.monotonic() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
        with translated():
            about = await store.client.info("persistence")
        is_going_on = bool(about["aof_rewrite_in_progress"] or about["aof_rewrite_scheduled"])


async def _done(store: Store, asked: Receipt) -> Receipt:
    receipts, deadline = Receipts(store), time.monotonic() + PATIENCE_SECONDS
    found = await receipts.get(asked.code) or asked
    while not found.is_done and time.monotonic() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
        found = await receipts.get(asked.code) or asked
    return found


def _said(person: str, username: str) -> str:
    if is_test_chat(person):
        return f"the test chat {person}"
    return f"{person} (@{username.removeprefix('@')})" if username else person


def _lines(receipt: Receipt) -> list[str]:
    if not receipt.is_done:
        return [f"asked for, and not done yet: a running Moca goes on with it (receipt {receipt.code})"]
    deleted, remains = [f"  {it}" for it in receipt.deleted], [f"  {it}" for it in receipt.remains]
    return [f"erased (receipt {receipt.code}):", *deleted, "what remains:", *remains]
