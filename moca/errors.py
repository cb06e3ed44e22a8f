"""Errors by what the caller can do, not by where they arose. Vendors' errors are translated at the borders."""


class MocaError(Exception):
    """Anything that Moca raises on purpose."""


class SettingsError(MocaError):
    """The start is refused; every fault is named at once."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class TransientError(MocaError):
    """Again, later."""


class StoreUnavailableError(TransientError):
    """The store did not answer: what was asked may or may not have happened."""


class StoreFullError(StoreUnavailableError):
    """The store has no memory left for new mail; what is stored drains on."""


class PermanentError(MocaError):
    """Trying again will not help."""


class UndecodableMessageError(PermanentError):
    """An entry's type or body is not known to this version."""
