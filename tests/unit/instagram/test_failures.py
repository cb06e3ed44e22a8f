"""Every way in which Graph can refuse comes to one class, by its numbers."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moca.domain.messages import SendRefused, SendThrottled, SendUnknown
from moca.instagram.error_table import TABLE
from moca.instagram.failures import classify, pause_ms

NOW = 1767963330000


def error(code: int, subcode: int | None = None, **fields: object) -> dict[str, object]:
    """An error body of Graph's with these numbers."""
    numbers = {"code": code} if subcode is None else {"code": code, "error_subcode": subcode}
    return {"error": {"message": "(#0) text", "type": "OAuthException", "fbtrace_id": "AbC", **numbers, **fields}}


def failed(status: int, body: object, headers: dict[str, str] | None = None) -> object:
    return classify(status, body, headers or {}, "s1", NOW)


def kind_of(status: int, body: object) -> str:
    match failed(status, body):
        case SendRefused(kind=kind):
            return kind
        case SendThrottled(scope=scope):
            return f"{scope}_rate"
        case _:
            return "unknown"


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (1, None, "unknown"),
        (1, 99, "unknown"),
        (1, 1357046, "unknown"),
        (2, None, "unknown"),
        (2, 1545133, "unknown"),
        (2, 2018344, "permission"),
        (4, None, "app_rate"),
        (4, 2018022, "person_rate"),
        (4, 2207051, "policy"),
        (10, None, "permission"),
        (10, 2534022, "window"),
        (10, 2018278, "window"),
        (10, 2018108, "recipient"),
        (10, 2018300, "thread"),
        (10, 1893063, "policy"),
        (17, None, "account_rate"),
        (32, None, "account_rate"),
        (100, None, "content"),
        (100, 2534014, "recipient"),
        (100, 2534025, "content"),
        (100, 2534037, "thread"),
        (100, 7777777, "content"),
        (102, None, "token"),
        (190, None, "token"),
        (190, 463, "token"),
        (190, 999, "token"),
        (200, None, "permission"),
        (200, 1545041, "recipient"),
        (200, 2534041, "permission"),
        (299, None, "permission"),
        (341, None, "app_rate"),
        (368, None, "policy"),
        (551, None, "recipient"),
        (613, None, "account_rate"),
        (613, 2534040, "account_rate"),
        (613, 1996, "app_rate"),
        (613, 1893016, "content"),
        (2018300, None, "thread"),
        (10900, None, "content"),
        (80002, None, "account_rate"),
        (100, 2534001, "recipient"),
        (424242, None, "content"),
    ],
)
def test_numbers_decide(code: int, subcode: int | None, kind: str) -> None:
    """The subcode counts first, then the code, and an unknown code is a refusal for good."""
    assert kind_of(400, error(code, subcode)) == kind


@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
def test_the_http_status_does_not_matter_beside_a_code(status: int) -> None:
    """Meta answers the same error under several of them, even under 200."""
    assert kind_of(status, error(10, 2534022)) == "window"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {}),
        (200, {"recipient_id": "1"}),
        (302, None),
        (400, None),
        (400, {"error": "text"}),
        (500, None),
        (502, []),
        (503, {"error": {"message": "x"}}),
        (500, error(424242)),
        (400, error(100, None, is_transient=True)),
        (400, {"error": {"code": True}}),
    ],
)
def test_what_cannot_be_read_may_have_been_sent(status: int, body: object) -> None:
    """No code that is known to mean a refusal: the message is in doubt."""
    assert isinstance(failed(status, body), SendUnknown)


@pytest.mark.parametrize("body", [None, {}, error(424242)])
def test_a_bare_429_is_a_limit(body: object) -> None:
    """Meta publishes no 429; where one comes it means what it says."""
    assert kind_of(429, body) == "account_rate"


def test_a_known_limit_that_calls_itself_transient_is_a_limit() -> None:
    """The real body of code 4 says `is_transient`, and nothing was sent."""
    assert kind_of(400, error(4, is_transient=True)) == "app_rate"


def test_a_refusal_says_what_is_known_in_our_words() -> None:
    """Meta's localised text does not get through; its numbers and its trace do."""
    japanese = error(190, 463, message="エラー", error_user_msg="セッション")
    assert failed(400, japanese) == SendRefused(
        send="s1", kind="token", code=190, subcode=463, trace="AbC", detail="The access token has expired. (190/463)"
    )


def test_quoted_numbers_are_numbers() -> None:
    """Some of Meta's gateways quote them."""
    assert kind_of(400, {"error": {"code": "10", "error_subcode": "2534022"}}) == "window"


BUSINESS = (
    '{"1":[{"type":"instagram","call_count":100,"estimated_time_to_regain_access":19}],'
    '"2":[{"type":"messenger","estimated_time_to_regain_access":3},{"estimated_time_to_regain_access":0}]}'
)


@pytest.mark.parametrize(
    ("headers", "wait_ms"),
    [
        ({}, 0),
        ({"Retry-After": "7"}, 7_000),
        ({"retry-after": "Fri, 09 Jan 2026 12:56:10 GMT"}, 40_000),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "9" * 5_000}, 86_400_000),
        ({"X-Business-Use-Case-Usage": BUSINESS}, 19 * 60_000),
        ({"X-Business-Use-Case-Usage": BUSINESS, "Retry-After": "3600"}, 3_600_000),
        ({"X-Business-Use-Case-Usage": "{"}, 0),
        ({"X-Business-Use-Case-Usage": '{"1":[{"estimated_time_to_regain_access":1e308}]}'}, 86_400_000),
    ],
)
def test_the_longest_named_wait_counts(headers: dict[str, str], wait_ms: int) -> None:
    """Seconds, a date, or minutes of any business; at most a day, and 0 where nothing is named."""
    throttled = failed(400, error(613), headers)
    assert isinstance(throttled, SendThrottled)
    assert throttled.retry_after_ms == wait_ms


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, 0),
        ({"X-App-Usage": '{"call_count":28,"total_time":25,"total_cputime":25}'}, 0),
        ({"x-app-usage": '{"call_count":28,"total_time":208,"total_cputime":25}'}, 60_000),
        ({"X-Business-Use-Case-Usage": '{"1":[{"call_count":100,"estimated_time_to_regain_access":0}]}'}, 60_000),
        ({"X-Business-Use-Case-Usage": BUSINESS}, 19 * 60_000),
        ({"X-App-Usage": "null"}, 0),
    ],
)
def test_a_full_allowance_asks_for_rest(headers: dict[str, str], pause: int) -> None:
    """After a success too: calling on would make the block longer."""
    assert pause_ms(headers) == pause


def test_no_error_stands_twice_in_the_table() -> None:
    """Each pair of numbers has one meaning, and each subcode of seven digits one kind."""
    pairs = [(row.code, row.subcode) for row in TABLE]
    kinds = {(row.subcode, row.kind) for row in TABLE if (row.subcode or 0) >= 1_000_000}
    assert len(pairs) == len(set(pairs))
    assert len(kinds) == len({subcode for subcode, _ in kinds})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
ERRORS = st.fixed_dictionaries(
    {"error": st.fixed_dictionaries({"code": VALUES, "error_subcode": VALUES, "fbtrace_id": VALUES})}
)
HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "X-App-Usage", "X-Business-Use-Case-Usage"]),
    st.text() | st.sampled_from([BUSINESS, "-1", '{"1":[null]}', '{"call_count":"x"}', "[" * 9_000]),
)


@given(st.integers(100, 599), VALUES | ERRORS, HEADERS)
def test_no_answer_raises(status: int, body: object, headers: dict[str, str]) -> None:
    """Whatever comes back, there is a result that can be stored."""
    assert msgspec.json.encode(failed(status, body, headers))
    assert 0 <= pause_ms(headers) <= 86_400_000
