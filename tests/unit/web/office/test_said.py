"""What the office says of closed sets, which no call of `words` names, has its Spanish too."""

from moca.web.api.queue import WHY
from moca.web.office import findings
from moca.web.office.badges import COUNTS
from moca.web.office.dashboard.attention import KINDS
from moca.web.office.dashboard.page import MEANT, TILES
from moca.web.office.queue.page import LOOKS_ON, TITLES
from moca.web.office.queue.rows import LANE_NAMES, STATES, UNTIL
from moca.web.office.system import aside, doctor, log, page
from moca.web.office.team import oneself, people
from moca.web.office.words import SPANISH

SAID = {
    *WHY.values(), *(meant for _, meant in COUNTS.values()), *(label for _, label, _ in KINDS), *MEANT.values(),
    *(label for label, _ in TILES.values()), LOOKS_ON, *(text for texts in TITLES.values() for text in texts),
    *LANE_NAMES.values(), *UNTIL.values(), *(name for name, _ in STATES.values()), aside.NOTHING, doctor.ASKS,
    *(name for _, name in findings.STATES.values()), *(label for _, label in log.CHOICES),
    *(label for _, label in page.PROBES), *people.MEANT.values(), *(name for _, name in oneself.LANGUAGES),
    *(name for _, name in oneself.THEMES),
}  # fmt: skip


def test_every_word_of_a_set_has_its_spanish() -> None:
    """A state that nobody translated would stand in English among the others."""
    assert sorted(SAID - SPANISH.keys()) == []
