"""The vault: tokens at rest show nothing."""

import stat
from pathlib import Path

import pytest

from moca.errors import PermanentError
from moca.settings import Secret
from moca.vault import Vault, key_file


def test_what_was_sealed_comes_back() -> None:
    """Sealing loses nothing and shows nothing."""
    vault = Vault(Secret("a long enough key"))
    sealed = vault.seal(Secret("IGAAtoken"))

    assert "IGAAtoken" not in sealed
    assert vault.open(sealed) == Secret("IGAAtoken")


def test_another_key_opens_nothing() -> None:
    """A wrong key is said in words, not guessed around."""
    sealed = Vault(Secret("one key")).seal(Secret("IGAAtoken"))

    with pytest.raises(PermanentError, match="another MOCA_SECRET_KEY"):
        Vault(Secret("another key")).open(sealed)


def test_the_key_file_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    """The embedded store's key is made at the first start, with mode 0600, and kept."""
    first, second = key_file(tmp_path / "data"), key_file(tmp_path / "data")

    assert first == second
    assert bool(first)
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


def test_who_was_erased_is_known_again_by_the_key_alone() -> None:
    """The same name has the same grave under the same key, another under another, and none shows the name."""
    name = "conversation/1:9001"
    grave = Vault(Secret("one key")).grave_of(name)

    assert grave == Vault(Secret("one key")).grave_of(name)
    assert grave != Vault(Secret("another key")).grave_of(name)
    assert (len(grave), name in grave) == (40, False)
