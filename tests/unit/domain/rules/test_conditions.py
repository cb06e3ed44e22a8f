"""When a rule applies: each condition, and why it does not hold."""

from typing import Any

import pytest

from moca.domain.messages import MessageReceived, PostbackReceived, Referral, Story
from moca.domain.rules import Rule, Situation, events_of, judge, tried
from tests.builders import a_message, a_postback, a_rule


def a_situation(*texts: str, **fields: Any) -> Situation:
    return Situation(texts=texts or ("hola",), **fields)


def why_not(situation: Situation, **conditions: Any) -> str:
    """Why a rule with these conditions does not match; empty = it does."""
    (trial,) = tried([Rule(reply="yes", **conditions)], situation, None)
    return trial.unmet


@pytest.mark.parametrize(
    ("conditions", "texts"),
    [
        ({"keywords": ("precio", "envío")}, ("hola", "hacen ENVIO gratis")),
        ({"exact": ("Menú",)}, (" menu ",)),
        ({"exact": ("menu", "carta")}, ("Menú", "CARTA")),
        ({"exact": ("hola menu",)}, ("hola", "menú")),
        ({"regex": (r"^pedido #\d+$",)}, ("buenas", "Pedido #12")),
        ({"regex": ("env[ií]o",)}, ("ENVÍO",)),
        ({"regex": ("envío",)}, ("envio",)),
        ({"regex": ("envio",)}, ("envío",)),
        ({"regex": ("x", "^CANCION$")}, ("canción",)),
        ({"keywords": ("precio",), "regex": ("café",)}, ("precio del cafe",)),
        ({"keywords": ("envio",), "languages": ("es",)}, ("cuánto cuesta el envío?",)),
    ],
)
def test_words_are_found(conditions, texts):
    """Whatever their case and accents, in any of the question's messages."""
    assert why_not(a_situation(*texts), **conditions) == ""


@pytest.mark.parametrize(
    ("conditions", "texts", "why"),
    [
        ({"keywords": ("precio",)}, ("precios",), "none of its keywords stands in the text"),
        ({"exact": ("menu",)}, ("menu por favor",), "the text is none of its exact texts"),
        ({"exact": ("menu",)}, ("menu", "y un pelo en la sopa"), "the text is none of its exact texts"),
        ({"exact": ("menu",)}, ("",), "the text is none of its exact texts"),
        ({"regex": (r"^\d+$",)}, ("12 panes",), "none of its patterns is found in the text"),
        ({"regex": ("(",)}, ("(",), "none of its patterns is found in the text"),
        ({"keywords": ("precio",), "regex": ("café",)}, ("precio",), "none of its patterns is found in the text"),
        ({"languages": ("en", "de")}, ("cuánto cuesta el envío?",), "its language is es and not en or de"),
        ({"languages": ("es",)}, ("ok",), "its language is not clear and not es"),
    ],
)
def test_what_fails_first_is_said(conditions, texts, why):
    """All conditions must hold; the first that does not is named in words."""
    assert why_not(a_situation(*texts), **conditions) == why


@pytest.mark.parametrize(
    ("conditions", "situation", "why"),
    [
        ({"events": ("photo", "voice")}, {"events": ("message", "photo")}, ""),
        ({"events": ("photo",)}, {"events": ("message",)}, "it is message and not photo"),
        ({"first_message": True}, {"is_first": True}, ""),
        ({"first_message": True}, {"is_first": False}, "it is not the first"),
        ({"hours": "in"}, {"is_open": True}, ""),
        ({"hours": "out"}, {"is_open": False}, ""),
        ({"hours": "out"}, {"is_open": True}, "the business is open then"),
        ({"hours": "in"}, {"is_open": False}, "the business is closed then"),
        ({"hours": "out"}, {"is_open": None}, "the account has no opening hours"),
        ({"tags": ("VIP", "Mayorista")}, {"tags": ("mayorista",)}, ""),
        ({"tags": ("vip",)}, {"tags": ("new",)}, "the conversation bears none of its tags"),
        ({"languages": ("pt",)}, {"language": "pt"}, ""),
        ({"languages": ("pt",)}, {"language": "", "known_language": "pt"}, ""),
        ({"languages": ("pt",)}, {"language": "es", "known_language": "pt"}, "its language is es and not pt"),
    ],
)
def test_what_is_known_counts(conditions, situation, why):
    """The kind of message, the first one, the hours, the tags and the language."""
    assert why_not(a_situation(**situation), **conditions) == why


def test_without_a_condition_nothing_matches():
    """As a stored rule without keywords never has."""
    assert why_not(a_situation()) == "the rule has no condition"


def test_a_rule_that_is_switched_off_is_not_tried():
    """It keeps its place and says why."""
    (trial,) = tried([a_rule("hola", enabled=False)], a_situation(), None)

    assert trial.unmet == "it is switched off"


@pytest.mark.parametrize(
    ("message", "events"),
    [
        (a_message("hola"), ("message",)),
        (a_message("", attachments=("image", "image", "audio")), ("message", "photo", "voice")),
        (a_message("", attachments=("ig_post",)), ("message", "shared_post")),
        (a_message("", attachments=("ig_reel",)), ("message", "shared_reel")),
        (a_message("", attachments=("like_heart",)), ("message", "sticker")),
        (a_message("", attachments=("ephemeral", "unheard_of")), ("message", "view_once")),
        (a_message("wow", story=Story(id="1")), ("message", "story_reply")),
        (a_message("", attachments=("story_mention",), story=Story(url="u")), ("message", "story_mention")),
        (a_message("S", quick_reply="SIZE_S"), ("message", "quick_reply")),
        (a_message("", is_unsupported=True), ("message", "unsupported")),
        (a_message("hola", referral=Referral(ref="summer")), ("message", "referral")),
        (a_message("hola", referral=Referral(source="ADS")), ("message", "referral", "ad")),
        (a_postback("Hours", referral=Referral(ad_id="12")), ("postback", "referral", "ad")),
        (a_postback("Hours"), ("postback",)),
    ],
)
def test_every_kind_of_message_has_its_event(message: MessageReceived | PostbackReceived, events: tuple[str, ...]):
    """One message may be several kinds; each is named once."""
    assert events_of(message) == events


def test_an_evil_pattern_returns():
    """Time grows with the text alone; the pattern is found or not."""
    evil = Rule(regex=("(a+)+$",), reply="x")

    ruled = judge([evil], a_situation("a" * 1_000 + "b"), None)

    assert ruled.goes_on
