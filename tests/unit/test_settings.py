"""The settings: defaults, names, and every fault at once."""

import pytest

from moca.errors import SettingsError
from moca.settings import App, Secret, Settings


def faults_of(**environ: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    return caught.value.faults


def test_an_empty_environment_gives_productions_defaults() -> None:
    """Nothing must be set to start."""
    settings = Settings.from_env({})

    assert settings == Settings()
    assert (settings.timing.debounce_ms, settings.timing.debounce_max_ms) == (4_000, 15_000)
    assert (settings.timing.cooldown_seconds, settings.timing.global_rate_limit) == (7.0, 3.0)
    assert (settings.port, settings.instagram.api_version) == (8000, "v23.0")


def test_every_fault_is_named_at_once() -> None:
    """One message lists all faults, each with its name."""
    faults = faults_of(
        GLOBAL_RATE_LIMIT="fast",
        MOCA_PORT="99999",
        AI_ENABLED="maybe",
        REDIS_URL="localhost:6379",
        INSTAGRAM_ACCOUNT_ID="@moca",
        MOCA_ROLES="office,kitchen",
        WEBHOOK_ALLOWED_CIDRS="10.0.0.0/99",
        MEDIA_HOSTS="https://media.example",
        LOG_FORMAT="xml",
    )

    assert sorted(fault.partition(" ")[0] for fault in faults) == [
        "AI_ENABLED",
        "GLOBAL_RATE_LIMIT",
        "INSTAGRAM_ACCOUNT_ID",
        "LOG_FORMAT",
        "MEDIA_HOSTS",
        "MOCA_PORT",
        "MOCA_ROLES",
        "REDIS_URL",
        "WEBHOOK_ALLOWED_CIDRS",
    ]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_number_that_is_none_is_a_fault(value: str) -> None:
    """A limit must be a number that can be divided by."""
    assert faults_of(GLOBAL_RATE_LIMIT=value) == [f"GLOBAL_RATE_LIMIT is {value}: from 0.01 to 300"]


def test_the_cap_must_not_be_below_the_window() -> None:
    """Two values that contradict each other are a fault of the later one."""
    assert faults_of(DEBOUNCE_WINDOW_MS="5000", DEBOUNCE_MAX_MS="1000") == [
        "DEBOUNCE_MAX_MS is below DEBOUNCE_WINDOW_MS: the cap must not be shorter than the window"
    ]


def test_secrets_belong_to_their_apps_in_order() -> None:
    """Several apps are given by ids and secrets in the same order."""
    settings = Settings.from_env({"INSTAGRAM_APP_ID": "1, 2", "INSTAGRAM_APP_SECRET": "a,b"})

    assert settings.instagram.apps == (App("1", Secret("a")), App("2", Secret("b")))


def test_apps_and_secrets_must_be_of_one_number() -> None:
    """An id without a secret is a fault."""
    assert faults_of(INSTAGRAM_APP_ID="1,2", INSTAGRAM_APP_SECRET="a")[0].startswith("INSTAGRAM_APP_ID")


def test_no_secret_shows_itself() -> None:
    """Neither repr nor str of the settings holds a secret."""
    settings = Settings.from_env(
        {"INSTAGRAM_ACCESS_TOKEN": "IGAAhidden", "INSTAGRAM_APP_SECRET": "IGAAhidden", "ADMIN_TOKEN": "IGAAhidden",
         "OPENAI_API_KEY": "IGAAhidden", "MOCA_SECRET_KEY": "IGAAhidden", "INSTAGRAM_VERIFY_TOKEN": "IGAAhidden"}
    )  # fmt: skip

    assert "IGAAhidden" not in f"{settings!r} {settings}"


def test_hints_say_what_is_missing_for_real_work() -> None:
    """A start without a secret is possible, and says that every webhook is refused."""
    assert "INSTAGRAM_APP_SECRET is missing: every webhook is refused" in Settings().hints()


def test_hosts_of_media_may_have_a_port() -> None:
    """Names, addresses of both families, with and without one."""
    settings = Settings.from_env({"MEDIA_HOSTS": "media.example, 127.0.0.1:8001,[::1]:8001"})

    assert settings.instagram.media_hosts == ("media.example", "127.0.0.1:8001", "[::1]:8001")


def test_the_addresses_given_to_meta_have_no_slash_at_the_end() -> None:
    """What is built on them must be the registered address, byte for byte."""
    settings = Settings.from_env({"MOCA_PUBLIC_URL": "https://moca.example/", "FACEBOOK_GRAPH_URL": "http://f:1/"})

    assert (settings.public_url, settings.instagram.facebook_graph_url) == ("https://moca.example", "http://f:1")
    assert settings.instagram.login_url == "https://www.instagram.com"
    assert settings.instagram.oauth_url == "https://api.instagram.com"


def test_an_address_without_a_scheme_is_a_fault() -> None:
    """Owners would be sent nowhere."""
    assert faults_of(MOCA_PUBLIC_URL="moca.example")[0].startswith("MOCA_PUBLIC_URL")
