"""Each kind of messaging item becomes its fact, for its person, under its identity."""

import pytest

from moca.domain.messages import (
    Attachment,
    EchoReceived,
    MessageEdited,
    MessageRead,
    MessageReceived,
    MessageUnsent,
    OptInReceived,
    PostbackReceived,
    ReactionReceived,
    Referral,
    ReferralReceived,
    Story,
    ThreadControlChanged,
)
from moca.instagram.heard import Fact, Heard, Strange
from moca.instagram.normalise import normalise
from tests.unit.instagram.payloads import ENTRY_TIME, LENA, SENT_AT, SHOP, SHOP_AS_PERSON, account_of, delivered, only


def received(mid: str, text: str = "", **fields: object) -> MessageReceived:
    return MessageReceived(mid=mid, sent_at=SENT_AT, text=text, **fields)  # type: ignore[arg-type]  # a builder


def message(**fields: object) -> dict[str, object]:
    """A delivery of one message of Lena's with these fields."""
    item = {"sender": {"id": LENA}, "recipient": {"id": SHOP}, "timestamp": SENT_AT, "message": fields}
    return {"object": "instagram", "entry": [{"id": SHOP, "time": ENTRY_TIME, "messaging": [item]}]}


def heard_fact(payload: object) -> Fact:
    [heard] = normalise(payload, account_of)
    assert isinstance(heard, Heard)
    return heard.fact


IMAGES = (Attachment(type="image", url="https://cdn.example/1"), Attachment(type="image", url="https://cdn.example/2"))
POST = Attachment(type="ig_post", url="https://cdn.example/other", title="New lamp", id="18000000000000001")
STORY = "https://cdn.example/story"
AD = Referral(ref="campaign-7", source="ADS", type="OPEN_THREAD", ad_id="120210000000000001", ad_title="Lamps")


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("text", received("m_1", "café 😀 https://example.com/a")),
        ("image_and_text", received("m_1", "this one", attachments=IMAGES)),
        ("like_heart", received("m_1", attachments=(Attachment(type="like_heart"),))),
        ("ephemeral", received("m_1", attachments=(Attachment(type="ephemeral"),))),
        ("share_and_ig_post", received("m_1", attachments=(POST,))),
        (
            "story_mention",
            received("m_1", attachments=(Attachment(type="story_mention", url=STORY),), story=Story(url=STORY)),
        ),
        ("story_reply", received("m_3", "nice!", story=Story(id="18012345678901234", url=STORY))),
        ("inline_reply", received("m_2", "yes", reply_to="m_1")),
        ("quick_reply", received("m_4", "Yes", quick_reply="ANSWER_YES")),
        ("ad_referral", received("m_5", "hi", referral=AD)),
        ("product_referral", received("m_6", "in stock?", referral=Referral(product_id="777"))),
        ("unsupported", received("m_7", is_unsupported=True)),
        ("standby", received("m_12", "for the other app", standby=True)),
    ],
)
def test_a_customers_message(name: str, fact: MessageReceived) -> None:
    """What a customer wrote is heard from them, under its mid."""
    assert only(name) == Heard(SHOP, LENA, f"message:{SHOP}:{fact.mid}", fact)


REACTION = ReactionReceived(mid="m_unknown", sent_at=SENT_AT, reaction="love", emoji="❤️")
UNREACTION = ReactionReceived(mid="m_unknown", sent_at=SENT_AT, action="unreact")
HOURS = PostbackReceived(sent_at=SENT_AT, title="Opening hours", payload="HOURS")
SPRING = ReferralReceived(sent_at=SENT_AT, referral=Referral(ref="spring", source="SHORTLINK", type="OPEN_THREAD"))


@pytest.mark.parametrize(
    ("name", "event", "fact"),
    [
        ("edit", f"edit:{SHOP}:m_1:2", MessageEdited(mid="m_1", sent_at=SENT_AT, text="new text", num_edit=2)),
        ("reaction", f"reaction:{SHOP}:m_unknown:{LENA}:react:{SENT_AT}", REACTION),
        ("unreaction", f"reaction:{SHOP}:m_unknown:{LENA}:unreact:{SENT_AT}", UNREACTION),
        ("read", f"read:{SHOP}:m_unknown", MessageRead(mid="m_unknown", sent_at=SENT_AT)),
        ("postback_without_mid", f"postback:{SHOP}:{LENA}:{SENT_AT}:HOURS", HOURS),
        ("link_referral", f"referral:{SHOP}:{LENA}:{SENT_AT}:spring", SPRING),
        (
            "echo",
            f"message:{SHOP}:m_8",
            EchoReceived(mid="m_8", sent_at=SENT_AT, text="We are open until 6"),
        ),
        ("echo_unsent", f"deleted:{SHOP}:m_8", MessageUnsent(mid="m_8", sent_at=SENT_AT, by_account=True)),
    ],
)
def test_another_event_of_a_conversation(name: str, event: str, fact: Fact) -> None:
    """Everything that concerns a thread is heard for its customer, under the identity of its kind."""
    assert only(name) == Heard(SHOP, LENA, event, fact)


def test_a_postback_has_the_identity_of_its_mid() -> None:
    """Where a postback has a mid, nothing else is needed to know it again."""
    assert only("postback").event == f"message:{SHOP}:m_11"


def test_unsend_may_come_before_the_message() -> None:
    """Both are heard, in the order of the delivery, under different identities."""
    unsent, written = delivered("unsend_before_message")
    assert unsent == Heard(SHOP, LENA, f"deleted:{SHOP}:m_1", MessageUnsent(mid="m_1", sent_at=SENT_AT))
    assert written == Heard(SHOP, LENA, f"message:{SHOP}:m_1", received("m_1", "oops"))


def test_a_message_to_oneself_is_a_message() -> None:
    """`is_echo` alone does not hide it; the person is the account's own user side."""
    fact = received("m_9", "test", is_self=True)
    assert only("self_message") == Heard(SHOP, SHOP_AS_PERSON, f"message:{SHOP}:m_9", fact)


def test_a_postback_to_oneself_says_so_on_the_item() -> None:
    """A postback carries `is_self` beside itself."""
    heard = only("self_postback")
    assert (heard.person, heard.event) == (SHOP_AS_PERSON, f"message:{SHOP}:m_10")
    assert isinstance(heard.fact, PostbackReceived)
    assert heard.fact.is_self


def test_an_edit_without_sender_is_kept_aside() -> None:
    """It has no person; its account and its item stay together."""
    [strange] = delivered("edit_without_sender")
    item = {"timestamp": SENT_AT, "message_edit": {"mid": "m_1", "num_edit": 0}}
    assert strange == Strange("no_sender", SHOP, item)


def test_an_opt_in_is_kept_as_it_came() -> None:
    """Nobody knows its shape, so nothing of it is read."""
    heard = only("opt_in")
    assert heard.fact == OptInReceived(sent_at=SENT_AT, raw='{"payload":"y","type":"x"}')
    assert heard.event.startswith(f"optin:{SHOP}:sha256-")


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        (
            "pass_thread_control",
            ThreadControlChanged(sent_at=SENT_AT, action="pass", previous_app="1", new_app="2"),
        ),
        ("request_thread_control", ThreadControlChanged(sent_at=SENT_AT, action="request", new_app="3")),
    ],
)
def test_thread_control(name: str, fact: ThreadControlChanged) -> None:
    """App ids are texts, also where Meta prints numbers."""
    assert only(name).fact == fact


def test_a_message_without_mid_is_known_by_its_content() -> None:
    """The same item has the same identity in any delivery, another one another."""
    [first], [again], [other] = (normalise(message(text=text), account_of) for text in ("ok", "ok", "no"))
    assert isinstance(first, Heard)
    assert first == again != other
    assert first.event == f"message:{SHOP}:{first.fact.mid}"  # type: ignore[union-attr]  # it is a message


def test_a_bad_time_gives_way_to_the_entrys() -> None:
    """Without its own time an item has the time of its entry, and without that 0."""
    payload = message(mid="m_1")
    entry = payload["entry"][0]  # type: ignore[index]  # built above
    entry["messaging"][0]["timestamp"] = "soon"
    assert heard_fact(payload).sent_at == ENTRY_TIME
    entry["time"] = None
    assert heard_fact(payload).sent_at == 0


def test_half_a_surrogate_is_replaced() -> None:
    """A title that Meta cut in the middle of an emoji can be stored."""
    fact = heard_fact(message(mid="m_1", text="a\ud83d", quick_reply={"payload": "\ude00b"}))
    assert fact == received("m_1", "a\ufffd", quick_reply="\ufffdb")


def test_nulls_are_absences() -> None:
    """A key with null is a key that is not there."""
    names = ("text", "attachments", "reply_to", "quick_reply", "referral", "is_deleted", "is_echo")
    assert heard_fact(message(mid="m_1", **dict.fromkeys(names))) == received("m_1")


def test_a_share_of_something_else_stays() -> None:
    """Only a share of the same post gives way to its `ig_post`."""
    parts = [
        {"type": "share", "payload": {"url": "https://cdn.example/a", "ig_post_media_id": "1"}},
        {"type": "ig_post", "payload": {"url": "https://cdn.example/b", "ig_post_media_id": "2"}},
    ]
    fact = heard_fact(message(mid="m_1", attachments=parts))
    assert isinstance(fact, MessageReceived)
    assert [attachment.type for attachment in fact.attachments] == ["share", "ig_post"]


def test_an_emoji_outside_unicode_stays_as_it_is() -> None:
    """A printed number that is no character is not decoded."""
    item = {"sender": {"id": LENA}, "timestamp": SENT_AT, "reaction": {"mid": "m", "emoji": r"\u{110000}\u{D800}"}}
    fact = heard_fact({"entry": [{"id": SHOP, "messaging": [item]}]})
    assert isinstance(fact, ReactionReceived)
    assert fact.emoji == r"\u{110000}\u{D800}"


def test_what_the_account_did_is_not_the_customers() -> None:
    """A reaction of the account itself is not put into the customer's mouth."""
    item = {"sender": {"id": SHOP}, "recipient": {"id": LENA}, "reaction": {"mid": "m_1", "action": "react"}}
    [strange] = normalise({"entry": [{"id": SHOP, "messaging": [item]}]}, account_of)
    assert strange == Strange("own_event", SHOP, item)


def test_a_long_identity_is_shortened() -> None:
    """A key of the store stays small whatever a payload says."""
    item = {"sender": {"id": LENA}, "timestamp": SENT_AT, "postback": {"payload": "x" * 5_000}}
    [heard] = normalise({"entry": [{"id": SHOP, "messaging": [item]}]}, account_of)
    assert isinstance(heard, Heard)
    assert heard.event.startswith(f"postback:{SHOP}:sha256-")
    assert len(heard.event) < 120
