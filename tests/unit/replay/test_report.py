"""What a replay found, said for people."""

from moca.replay.exact import Difference, Exactness, Line
from moca.replay.report import compared_sentence, exact_sentence, waited_sentence
from moca.replay.what_if import Compared


def test_an_exact_replay_is_one_sentence():
    """With its numbers."""
    assert exact_sentence(Exactness(conversations=56, decisions=1_234)) == (
        "1,234 decisions of 56 conversations: all byte-identical"
    )


def test_a_difference_is_never_called_identical():
    """Even one."""
    line = Line(type="QuestionDecided", body="{}")
    one = Difference(conversation="1:2", entry="1-1", at=1, type="TimerFired", recorded=(line,), replayed=())
    found = Exactness(conversations=1, decisions=1, different=1, differences=(one,))

    assert exact_sentence(found) == "1 decision of 1 conversation: 1 entry decided otherwise"


def test_where_nothing_was_compared_nothing_is_identical():
    """An empty span, and one that cannot be judged."""
    assert exact_sentence(Exactness(conversations=2, records=3)) == "nothing was decided in this span"
    assert exact_sentence(Exactness(conversations=2, unnamed=3)) == "nothing in this span can be judged"
    assert compared_sentence(Compared()) == "nothing was asked in this span"


def test_what_differs_is_counted_by_kind_the_most_first():
    """So that the sentence begins with what matters most."""
    kinds = {"said in other words": 17, "answered by a rule instead of answered by the model": 20}
    found = Compared(conversations=56, questions=1_000, kinds=kinds)

    assert compared_sentence(found) == (
        "1,000 questions of 56 conversations, 37 differ: "
        "20 answered by a rule instead of answered by the model, 17 said in other words"
    )


def test_waiting_is_told_as_its_median():
    """And not at all where nobody was answered."""
    found = Compared(waited_ms=((9_000, 9_400, 30_000), (5_000, 5_100, 5_200)))

    assert waited_sentence(found) == "answered after 5.1 s, 9.4 s under the old settings (median)"
    assert waited_sentence(Compared()) == ""
