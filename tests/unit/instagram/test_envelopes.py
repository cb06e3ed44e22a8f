"""Entries and items: each for itself, each to its account, none guessed, none lost."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.messages import MessageReceived
from moca.errors import UndecodableMessageError
from moca.instagram.heard import Heard, Strange, Trial
from moca.instagram.lenient import decode
from moca.instagram.normalise import normalise
from tests.unit.instagram.payloads import LENA, OTHER_SHOP, SHOP, TOM, account_of, delivered, only


def reasons(payload: object) -> list[str]:
    return [outcome.reason for outcome in normalise(payload, account_of) if isinstance(outcome, Strange)]


def test_a_broken_item_spoils_nothing() -> None:
    """Two accounts in one delivery each hear theirs; what is broken stands in its place."""
    first, broken, second, other = delivered("two_accounts_one_broken_item")
    assert broken == Strange("not_an_object", SHOP, "broken")
    heard = [(h.account, h.person) for h in (first, second, other) if isinstance(h, Heard)]
    assert heard == [(SHOP, LENA), (SHOP, LENA), (OTHER_SHOP, TOM)]


def test_a_duplicate_has_the_same_identity() -> None:
    """What Meta delivers twice is the same value twice."""
    first, second = delivered("duplicate_in_one_batch")
    assert first == second


def test_an_unknown_account_is_never_guessed() -> None:
    """Nobody hears it; the item is kept whole."""
    [strange] = delivered("unknown_account")
    assert isinstance(strange, Strange)
    assert (strange.reason, strange.account) == ("unknown_account", "")
    assert json.loads(strange.json())["message"] == {"mid": "m_1", "text": "hello"}


def test_the_recipient_names_the_account_where_the_entry_does_not() -> None:
    """The account's side of the item is the second way."""
    assert only("alias_in_recipient").account == SHOP


def test_the_sender_of_an_echo_names_the_account() -> None:
    """For an echo the account's side is the sender."""
    item = {"sender": {"id": "28978671838402975"}, "recipient": {"id": LENA}, "message": {"mid": "m", "is_echo": True}}
    [heard] = normalise({"entry": [{"id": "555", "messaging": [item]}]}, account_of)
    assert isinstance(heard, Heard)
    assert (heard.account, heard.person) == (SHOP, LENA)


def test_the_entry_wins_over_the_item() -> None:
    """Where both name an account, the entry's id decides."""
    item = {"sender": {"id": LENA}, "recipient": {"id": OTHER_SHOP}, "message": {"mid": "m"}}
    [heard] = normalise({"entry": [{"id": SHOP, "messaging": [item]}]}, account_of)
    assert isinstance(heard, Heard)
    assert heard.account == SHOP


@pytest.mark.parametrize("name", ["dashboard_test", "dashboard_test_messaging"])
def test_a_test_of_the_dashboard_is_a_trial(name: str) -> None:
    """It creates nobody, in either envelope."""
    assert delivered(name) == [Trial("messages")]


def test_a_change_of_a_messaging_field_is_a_message() -> None:
    """Seconds as text are understood on the way."""
    fact = only("changes_with_messages").fact
    assert fact == MessageReceived(mid="m_13", sent_at=1754520280000, text="hello")


def test_a_list_of_deliveries_is_one_delivery() -> None:
    """The documentation wraps its examples in a list."""
    assert only("top_level_list") == only_text("m_1", "hello")


def only_text(mid: str, text: str) -> Heard:
    return Heard(SHOP, LENA, f"message:{SHOP}:{mid}", MessageReceived(mid=mid, sent_at=1767963330889, text=text))


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (None, "not_an_object"),
        ("text", "not_an_object"),
        ([[]], "not_an_object"),
        ({}, "no_entry"),
        ({"object": "instagram", "entry": None}, "no_entry"),
        ({"object": "page", "entry": []}, "other_object"),
        ({"entry": [None]}, "not_an_object"),
        ({"entry": [{"id": SHOP}]}, "no_items"),
        ({"entry": [{"id": SHOP, "messaging": 5}]}, "not_an_object"),
        ({"entry": [{"id": SHOP, "messaging": [{}]}]}, "unknown_event"),
        ({"entry": [{"id": SHOP, "messaging": [{"message": "x"}]}]}, "undecodable"),
        ({"entry": [{"id": SHOP, "messaging": [{"message": {"mid": "m"}}]}]}, "no_sender"),
        ({"entry": [{"id": SHOP, "messaging": [{"sender": {"id": LENA}, "read": {}}]}]}, "no_id"),
        ({"entry": [{"id": SHOP, "messaging": [{"sender": {"id": LENA}, "delivery": {}}]}]}, "unknown_event"),
        ({"entry": [{"id": SHOP, "messaging": [{"sender": {"id": "a:b"}, "read": {"mid": "m"}}]}]}, "no_sender"),
        ({"entry": [{"id": SHOP, "changes": [None]}]}, "not_an_object"),
        ({"entry": [{"id": SHOP, "changes": [{"field": "comments", "value": {}}]}]}, "no_id"),
        ({"entry": [{"id": "9", "changes": [{"field": "comments", "value": {}}]}]}, "unknown_account"),
    ],
)
def test_what_fits_nothing_is_strange(payload: object, reason: str) -> None:
    """Each way to be broken has its word."""
    assert reasons(payload) == [reason]


def test_an_entry_without_values_is_seen() -> None:
    """With "Include Values" off Meta sends names only: that is worth a look."""
    [strange] = delivered("names_without_values")
    assert isinstance(strange, Strange)
    assert (strange.reason, strange.account) == ("no_items", SHOP)


KEYS = st.sampled_from(
    [
        "object",
        "entry",
        "id",
        "time",
        "messaging",
        "standby",
        "changes",
        "field",
        "value",
        "sender",
        "recipient",
        "timestamp",
        "message",
        "mid",
        "text",
        "attachments",
        "payload",
        "type",
        "url",
        "reply_to",
        "story",
        "quick_reply",
        "referral",
        "is_echo",
        "is_self",
        "is_deleted",
        "reaction",
        "emoji",
        "action",
        "read",
        "message_edit",
        "num_edit",
        "postback",
        "optin",
        "pass_thread_control",
        "from",
        "media",
        "comment_id",
        "parent_id",
        "ad_id",
        "media_id",
    ]
)
WORDS = st.sampled_from([SHOP, LENA, "0", "instagram", "comments", "mentions", "messages", "share", "ig_post", "m_1"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(5_000).map(lambda digits: 10**digits),
    st.floats(),
    st.text(),
    st.text(alphabet=st.characters(categories=["Cs"]), min_size=1, max_size=2),
    WORDS,
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(), inner, max_size=5)
)
ITEMS = st.dictionaries(KEYS, JSON, max_size=6).map(
    lambda item: {"sender": {"id": LENA}, "recipient": {"id": SHOP}, **item}
)
CHANGES = st.fixed_dictionaries({"field": WORDS, "value": JSON | st.dictionaries(KEYS, JSON)})
DELIVERIES = st.lists(ITEMS | JSON, max_size=3).flatmap(
    lambda items: st.lists(CHANGES | JSON, max_size=3).map(
        lambda changes: {"entry": [{"id": SHOP, "messaging": items, "changes": changes}]}
    )
)


@given(JSON | DELIVERIES)
def test_no_json_value_raises(payload: object) -> None:
    """Whatever comes, every outcome can be stored: a fact as JSON, something strange as text."""
    for outcome in normalise(payload, account_of):
        match outcome:
            case Heard(fact=fact):
                assert msgspec.json.decode(msgspec.json.encode(fact), type=type(fact)) == fact
                assert outcome.event.encode()
            case Strange():
                assert json.loads(outcome.json()) is not None or outcome.json() == "null"
            case Trial():
                assert outcome.field.encode() is not None


def test_a_deep_nest_is_no_error() -> None:
    """Nothing climbs down into what it does not know."""
    nest: object = "end"
    for _ in range(200_000):
        nest = [nest]
    item = {"sender": {"id": LENA}, "timestamp": 1, "optin": {"deep": nest}}
    assert reasons({"entry": [{"id": SHOP, "messaging": [item]}]}) == ["undecodable"]
    while isinstance(nest, list):  # taken apart by hand, as the interpreter would do it recursively
        nest = nest.pop()


def test_half_a_surrogate_does_not_spoil_a_body() -> None:
    """A strict decoder refuses it; the rest of the batch is worth more."""
    assert decode(rb'["\ud83d", "ok"]') == ["\ud83d", "ok"]


def test_an_endless_number_does_not_spoil_a_body() -> None:
    """It stays a text of digits."""
    assert decode(b'["ok\\ud83d", ' + b"9" * 5_000 + b"]") == ["ok\ud83d", "9" * 5_000]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\xfd", b"[" * 200_000])
def test_what_is_not_json_is_undecodable(body: bytes) -> None:
    """One error for every way not to be JSON."""
    with pytest.raises(UndecodableMessageError):
        decode(body)
