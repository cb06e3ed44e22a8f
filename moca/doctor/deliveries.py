"""Whether what Meta sends arrives: the last deliveries that Moca took, and those that it refused."""

from collections.abc import Iterator
from datetime import UTC, datetime

from moca.doctor.finding import Finding
from moca.web.deliveries import Delivered

_RIGHT_ONE = (
    "INSTAGRAM_APP_SECRET must be the secret of the app that sends: with Instagram Login the Instagram app secret, not "
    "the Meta app's own"
)


def look_at_deliveries(delivered: Delivered) -> Iterator[Finding]:
    """A secret is right when deliveries are taken; refused ones alone may be a stranger's, and none prove nothing."""
    last = max(delivered.last_delivery_at, delivered.last_test_at)
    if delivered.last_rejected_at > last:
        said = f"the last delivery's signature did not hold, at {_said(delivered.last_rejected_at)}"
        yield Finding(check="secret", state="fault", said=said, remedy=_RIGHT_ONE)
    elif last:
        yield Finding(check="secret", state="ok", said=f"a signed delivery was taken at {_said(last)}")
    else:
        yield Finding(check="secret", state="skipped", said="nothing was delivered yet")
    if not delivered.last_delivery_at:
        remedy = "write to the account from another one; if nothing comes, see docs/connecting.md"
        yield Finding(check="deliveries", state="note", said="no event has come yet", remedy=remedy)
    else:
        yield Finding(
            check="deliveries", state="ok", said=f"the last event came at {_said(delivered.last_delivery_at)}"
        )


def _said(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
