"""What a file is, by its first bytes."""

import pytest

from moca.media.kinds import kind_of
from moca.simulator.samples import document, picture, sound

MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(300)


@pytest.mark.parametrize(
    ("head", "type_", "mime", "extension"),
    [
        (picture(), "image", "image/png", "png"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "image", "image/jpeg", "jpg"),
        (b"GIF89a" + bytes(300), "image", "image/gif", "gif"),
        (sound(1), "audio", "audio/wav", "wav"),
        (MP4, "video", "video/mp4", "mp4"),
        (MP4, "audio", "audio/mp4", "m4a"),
        (document(), "file", "application/pdf", "pdf"),
    ],
)
def test_what_is_kept_is_known_by_its_first_bytes(head, type_, mime, extension):
    """A voice note comes in a film's container and is a sound."""
    assert kind_of(head, type_) == (mime, extension)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<!doctype html><script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<?xml version='1.0'?><svg>",
        b"MZ" + bytes(300),
        b"PK\x03\x04" + bytes(300),
        b"just words",
    ],
)
def test_everything_else_is_not_kept(head):
    """Pages, drawings that hold scripts, programs, archives."""
    assert kind_of(head, "image") is None
