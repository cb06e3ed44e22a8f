"""What a process says of its own settings, so that a command beside it need not guess."""

import msgspec

from moca.process_notes import Running, notes_on, running_in
from moca.settings import App, InstagramSettings, ModelSettings, Secret, Settings

COMPLETE = Settings(
    admin_token=Secret("s3cret-admin"),
    model=ModelSettings(api_key=Secret("s3cret-key"), base_url="http://s3cret.example"),
    instagram=InstagramSettings(
        apps=(App("1", Secret("s3cret-app")),), verify_token=Secret("s3cret-verify"), access_token=Secret("s3cret-ig"),
        graph_url="http://s3cret.example",
    ),
)  # fmt: skip


def read(settings: Settings) -> Running | None:
    """As another process reads it: through JSON."""
    return running_in(msgspec.json.decode(msgspec.json.encode({"pid": 7} | notes_on(settings))))


def test_what_is_there_is_said_and_never_its_value():
    """Not even an address."""
    assert "s3cret" not in str(notes_on(COMPLETE))
    assert read(COMPLETE) == Running(lacks=(), is_graph_metas=False)


def test_what_is_missing_is_read_back_in_the_words_of_the_settings():
    """As `moca serve` says it at its start."""
    found = read(Settings())

    assert found is not None
    assert list(found.lacks) == Settings().hints()
    assert (found.has_model, found.is_graph_metas) == (False, True)


def test_a_process_of_an_older_release_says_nothing():
    """Then nobody knows."""
    assert running_in({"roles": ["sender"], "pid": 7}) is None
