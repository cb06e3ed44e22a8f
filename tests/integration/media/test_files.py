"""Files on a real disk."""

from pathlib import Path
from stat import S_IMODE

import pytest

from moca.media.files import MediaFiles
from moca.media.kinds import seconds_of
from moca.simulator.samples import sound
from tests.builders import ACCOUNT


def keep(files: MediaFiles, mid: str = "m1", index: int = 0, content: bytes = b"x", account: str = ACCOUNT) -> Path:
    """One kept file."""
    with files.incoming(account) as incoming:
        incoming.write(content)
        return incoming.keep(files.name(account, mid, index, "png"))


def test_a_kept_file_is_this_users_alone(files: MediaFiles) -> None:
    """It lies in its account's folder, whole, and nobody else may read it."""
    path = keep(files, content=b"whole")

    assert (path.parent, path.read_bytes()) == (files.root / ACCOUNT, b"whole")
    modes = [S_IMODE(place.stat().st_mode) for place in (path, path.parent, files.root, files.root / ".key")]
    assert modes == [0o600, 0o700, 0o700, 0o600]
    assert list(files.of(ACCOUNT)) == [path]


def test_what_was_not_kept_leaves_nothing(files: MediaFiles) -> None:
    """A fetch that breaks off, by whatever."""
    with files.incoming(ACCOUNT) as incoming:
        incoming.write(b"half")

    assert list(files.of(ACCOUNT)) == []


def test_the_same_attachment_is_one_file(files: MediaFiles) -> None:
    """Fetched twice, by this process or another, the later one stands."""
    first = keep(files, content=b"first")
    second = keep(MediaFiles(files.root.parent), content=b"second")

    assert (first, second.read_bytes()) == (second, b"second")


def test_names_tell_nothing(files: MediaFiles, tmp_path: Path) -> None:
    """Another directory gives the same message another name, and no id stands in it."""
    other = MediaFiles(tmp_path / "other")

    name = files.name(ACCOUNT, "m1", 0, "png")

    assert name != other.name(ACCOUNT, "m1", 0, "png")
    assert name != files.name(ACCOUNT, "m1", 1, "png")
    assert name != files.name("1", "m1", 0, "png")
    assert len(name) == len("-0.png") + 40


def test_a_message_is_dropped_whole(files: MediaFiles) -> None:
    """All of its files, nobody else's, and twice is once."""
    for index in (0, 1, 10):
        keep(files, "m1", index)
    other = keep(files, "m2")

    assert [files.drop(ACCOUNT, "m1"), files.drop(ACCOUNT, "m1")] == [3, 0]
    assert list(files.of(ACCOUNT)) == [other]


def test_a_file_is_found_by_its_name_only(files: MediaFiles, tmp_path: Path) -> None:
    """No path, no link and nothing else of the directory can be asked for."""
    path = keep(files)
    (tmp_path / "secret.key").write_text("secret")
    link = path.with_name(f"{'a' * 40}-0.png")
    link.symlink_to(tmp_path / "secret.key")
    asked = [
        (ACCOUNT, "../../secret.key"),
        ("..", "secret.key"),
        ("../media", ".key"),
        (ACCOUNT, ""),
        (ACCOUNT, "."),
        (ACCOUNT, f"../{ACCOUNT}/{path.name}"),
        (f"../media/{ACCOUNT}", path.name),
        (ACCOUNT, path.name + "\0"),
        (ACCOUNT, path.name.replace(".png", ".html")),
        (ACCOUNT, link.name),
        ("", path.name),
    ]

    assert files.find(ACCOUNT, path.name) == path
    assert [files.find(account, name) for account, name in asked] == [None] * len(asked)


def test_only_accounts_have_folders(files: MediaFiles) -> None:
    """An id that is no number never becomes a path."""
    with pytest.raises(ValueError, match="decimal"):
        files.incoming("../elsewhere")

    assert files.drop("../elsewhere", "m1") == 0


def test_a_large_file_is_not_read(files: MediaFiles) -> None:
    """Nor one that has gone."""
    name = keep(files, content=b"12345").name

    assert [files.read(ACCOUNT, name, most) for most in (5, 4)] == [b"12345", None]
    assert files.read(ACCOUNT, f"{'b' * 40}-0.png", 5) is None


@pytest.mark.parametrize(
    ("content", "name", "mime", "seconds"),
    [
        (sound(12), "a.wav", "audio/wav", 12),
        (b"RIFF", "a.wav", "audio/wav", 0),
        (b"\0" * 50, "a.m4a", "audio/mp4", 0),
        (sound(2), "a.wav", "image/png", 0),
        (b"", "a.amr", "audio/amr", 0),
    ],
)
def test_a_voice_note_says_how_long_it_runs(tmp_path: Path, content: bytes, name: str, mime: str, seconds: int) -> None:
    """In whole seconds; 0 for what is broken or does not run."""
    path = tmp_path / name
    path.write_bytes(content)

    assert seconds_of(path, mime) == seconds
