"""What the doctor concludes from what it was told, and how it says so."""

import json

import pytest

from moca.doctor.deliveries import look_at_deliveries
from moca.doctor.finding import Finding, Report
from moca.doctor.here import look_at_settings
from moca.process_notes import Running
from moca.settings import Secret, Settings
from moca.web.deliveries import Delivered


@pytest.mark.parametrize(
    ("delivered", "states"),
    [
        (Delivered(), {"secret": "skipped", "deliveries": "note"}),
        (Delivered(last_test_at=5, tests=1), {"secret": "ok", "deliveries": "note"}),
        (Delivered(last_delivery_at=9), {"secret": "ok", "deliveries": "ok"}),
        (Delivered(last_delivery_at=9, last_rejected_at=5), {"secret": "ok", "deliveries": "ok"}),
        (Delivered(last_rejected_at=5), {"secret": "fault", "deliveries": "note"}),
        (Delivered(last_delivery_at=5, last_rejected_at=9), {"secret": "fault", "deliveries": "ok"}),
    ],
)
def test_a_secret_is_judged_by_what_was_delivered(delivered: Delivered, states: dict[str, str]) -> None:
    """A refused delivery after the last that was taken says that the secret is wrong now."""
    assert {found.check: found.state for found in look_at_deliveries(delivered)} == states


@pytest.mark.parametrize("is_connected", [False, True])
def test_what_the_settings_lack_is_named(is_connected: bool) -> None:
    """Each with the name to set; the token of an account that is connected already is no lack."""
    found = list(look_at_settings(Settings(admin_token=Secret("a")), is_connected=is_connected))

    remedies = [finding.remedy for finding in found]
    assert ("set INSTAGRAM_ACCESS_TOKEN in .env" in remedies) is not is_connected
    assert {"set INSTAGRAM_APP_SECRET in .env", "set OPENAI_API_KEY or OPENAI_BASE_URL in .env"} <= set(remedies)


def test_a_running_moca_is_judged_by_its_own_settings() -> None:
    """What this command's environment lacks is no lack of the process's; that it was passed over is said."""
    running = (
        Running(
            lacks=("ADMIN_TOKEN is missing: only operators with tokens of their own are let in",), is_graph_metas=True
        ),
    )

    found = list(look_at_settings(Settings(), is_connected=True, running=running))

    assert [(finding.state, finding.said) for finding in found] == [
        ("skipped", "this command's own are passed over: a Moca runs here with settings of its own"),
        ("note", "ADMIN_TOKEN is missing: only operators with tokens of their own are let in"),
    ]


def test_a_running_moca_with_complete_settings_is_said_to_be_complete() -> None:
    """Whatever the environment of this command lacks."""
    found = list(look_at_settings(Settings(), is_connected=True, running=(Running(lacks=(), is_graph_metas=True),)))

    assert [finding.state for finding in found] == ["skipped", "ok"]


def test_a_report_in_words() -> None:
    """A line for each finding, the remedy under it, and the sum in the end."""
    report = Report((
        Finding(check="store", state="ok", said="embedded"),
        Finding(check="token", state="fault", said="there is none", remedy="connect it", about="1784"),
    ))  # fmt: skip

    assert report.to_text().splitlines() == [
        "ok     store: embedded",
        "FAULT  token 1784: there is none",
        "       -> connect it",
        "",
        "1 fault.",
    ]
    assert not report.ok


def test_a_report_as_json() -> None:
    """The same for scripts."""
    report = Report((Finding(check="store", state="ok", said="embedded"),))

    assert json.loads(report.to_json()) == {
        "ok": True,
        "findings": [{"check": "store", "state": "ok", "said": "embedded", "remedy": "", "about": ""}],
    }
