"""
The settings: one frozen tree, read once from the environment (and `.env`), handed down in parts.

Nothing else reads the environment. A wrong value stops the start with one message that lists every fault.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from moca.domain.account_life import Upkeep
from moca.errors import SettingsError

T = TypeVar("T")
Role = Literal["webhook", "actors", "sender", "office"]
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)
ROLES: tuple[Role, ...] = ("webhook", "actors", "sender", "office")


class Secret:
    """A text that never shows itself: `repr` and `str` are masked, `reveal()` is the only way in."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(***)" if self._value else "Secret()"


class App(msgspec.Struct, frozen=True):
    """A Meta app: its id (empty = not said) and the secret that signs its webhooks."""

    id: str
    secret: Secret


class InstagramSettings(msgspec.Struct, frozen=True, kw_only=True):
    apps: tuple[App, ...] = ()
    verify_token: Secret = Secret()
    access_token: Secret = Secret()
    account_id: str = ""
    graph_url: str = "https://graph.instagram.com"
    facebook_graph_url: str = "https://graph.facebook.com"
    """Graph of the accounts that are connected through a Facebook Page."""
    login_url: str = "https://www.instagram.com"
    oauth_url: str = "https://api.instagram.com"
    """Where an owner logs in and allows the app, and where the code of a login becomes a token."""
    api_version: str = "v23.0"
    allowed_cidrs: tuple[str, ...] = ()
    """Judged by the caller's own address, or, behind `trusted_proxies`, by what they forward."""
    send_timeout_seconds: float = 12.0
    media_hosts: tuple[str, ...] = ()
    """Hosts beside Meta's own from which media may be fetched, at any address: `host` or `host:port`."""


class ModelSettings(msgspec.Struct, frozen=True, kw_only=True):
    api_key: Secret = Secret()
    base_url: str = ""
    model: str = "gpt-4.1-mini"
    enabled: bool = True

    @property
    def is_available(self) -> bool:
        return self.enabled and bool(self.api_key or self.base_url)


class StoreSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the store is. An empty `url` = embedded, in `data_dir`; `port` opens it on loopback as well."""

    url: str = ""
    data_dir: Path = Path("data")
    port: int = 0
    partitions: int = 1
    lease_ms: int = 10_000
    binary: str = ""


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Defaults of new accounts, and the one global limit (messages a second over all processes)."""

    debounce_ms: int = 4_000
    debounce_max_ms: int = 15_000
    cooldown_seconds: float = 7.0
    global_rate_limit: float = 3.0


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    instagram: InstagramSettings = InstagramSettings()
    model: ModelSettings = ModelSettings()
    store: StoreSettings = StoreSettings()
    timing: Timing = Timing()
    upkeep: Upkeep = Upkeep()
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: str = ""
    """Addresses whose `X-Forwarded-For` is believed, comma-separated; empty = nobody's."""
    public_url: str = ""
    """Where Moca is reached from outside, for the addresses that it gives to Meta; empty = not said."""
    roles: tuple[Role, ...] = ROLES
    admin_token: Secret = Secret()
    secret_key: Secret = Secret()
    log_format: Literal["console", "json"] = "console"
    phone_url: str = ""
    """Where one writes as a customer: only the demo has such a place."""

    def hints(self) -> list[str]:
        """What is missing for real work, though a start is possible: one sentence each."""
        said = {
            "INSTAGRAM_APP_SECRET is missing: every webhook is refused": bool(self.instagram.apps),
            "INSTAGRAM_VERIFY_TOKEN is missing: Meta cannot verify the callback": bool(self.instagram.verify_token),
            "INSTAGRAM_ACCESS_TOKEN is missing: no account is connected now": bool(self.instagram.access_token),
            "ADMIN_TOKEN is missing: only operators with tokens of their own are let in": bool(self.admin_token),
            "MOCA_SECRET_KEY is missing: tokens are kept in memory only": bool(self.secret_key or not self.store.url),
            "no model (OPENAI_API_KEY or OPENAI_BASE_URL): the rules answer": self.model.is_available,
        }
        return [hint for hint, is_there in said.items() if not is_there]

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """
        Read the settings from names and values as they stand in the environment.

        Raises:
            SettingsError: with one line for every fault: the name, what is wrong, what would be right.
        """
        return _Reader(environ).settings()


class _Reader:
    """Reads one value after the other and gathers the faults instead of stopping at the first."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[str] = []

    def settings(self) -> Settings:
        settings = Settings(
            instagram=self._instagram(),
            model=self._model(),
            store=self._store(),
            timing=self._timing(),
            upkeep=self._upkeep(),
            host=self._text("MOCA_HOST", "127.0.0.1"),
            port=self._int("MOCA_PORT", 8000, 0, 65_535),
            trusted_proxies=",".join(self._list("MOCA_TRUSTED_PROXIES")),
            public_url=self._url("MOCA_PUBLIC_URL", "", ("http", "https")),
            roles=self._roles(),
            admin_token=Secret(self._text("ADMIN_TOKEN")),
            secret_key=Secret(self._text("MOCA_SECRET_KEY")),
            log_format="json" if self._choice("LOG_FORMAT", ("console", "json")) == "json" else "console",
        )
        if self._faults:
            raise SettingsError(self._faults)
        return settings

    def _instagram(self) -> InstagramSettings:
        ids, secrets = self._list("INSTAGRAM_APP_ID"), self._list("INSTAGRAM_APP_SECRET")
        if ids and len(ids) != len(secrets):
            self._fault("INSTAGRAM_APP_ID", f"names {len(ids)} apps, INSTAGRAM_APP_SECRET {len(secrets)}: one of each")
        ids = ids or [""] * len(secrets)
        return InstagramSettings(
            apps=tuple(App(id_, Secret(secret)) for id_, secret in zip(ids, secrets, strict=False)),
            verify_token=Secret(self._text("INSTAGRAM_VERIFY_TOKEN")),
            access_token=Secret(self._text("INSTAGRAM_ACCESS_TOKEN")),
            account_id=self._digits("INSTAGRAM_ACCOUNT_ID"),
            graph_url=self._url("INSTAGRAM_GRAPH_URL", "https://graph.instagram.com", ("http", "https")),
            facebook_graph_url=self._url("FACEBOOK_GRAPH_URL", "https://graph.facebook.com", ("http", "https")),
            login_url=self._url("INSTAGRAM_LOGIN_URL", "https://www.instagram.com", ("http", "https")),
            oauth_url=self._url("INSTAGRAM_OAUTH_URL", "https://api.instagram.com", ("http", "https")),
            api_version=self._text("INSTAGRAM_API_VERSION", "v23.0"),
            allowed_cidrs=self._cidrs("WEBHOOK_ALLOWED_CIDRS"),
            send_timeout_seconds=self._float("MOCA_SEND_TIMEOUT_SECONDS", 12.0, 0.1, 120),
            media_hosts=self._hosts("MEDIA_HOSTS"),
        )

    def _model(self) -> ModelSettings:
        return ModelSettings(
            api_key=Secret(self._text("OPENAI_API_KEY")),
            base_url=self._url("OPENAI_BASE_URL", "", ("http", "https")),
            model=self._text("OPENAI_MODEL", "gpt-4.1-mini"),
            enabled=self._bool("AI_ENABLED", default=True),
        )

    def _store(self) -> StoreSettings:
        return StoreSettings(
            url=self._url("REDIS_URL", "", ("redis", "rediss", "unix")),
            data_dir=Path(self._text("MOCA_DATA_DIR", "data")),
            port=self._int("MOCA_REDIS_PORT", 0, 0, 65_535),
            partitions=self._int("MOCA_PARTITIONS", 1, 1, 256),
            lease_ms=self._int("MOCA_LEASE_MS", 10_000, 200, 600_000),
            binary=self._text("MOCA_REDIS_BINARY"),
        )

    def _timing(self) -> Timing:
        timing = Timing(
            debounce_ms=self._int("DEBOUNCE_WINDOW_MS", 4_000, 0, 120_000),
            debounce_max_ms=self._int("DEBOUNCE_MAX_MS", 15_000, 0, 600_000),
            cooldown_seconds=self._float("USER_COOLDOWN_SECONDS", 7.0, 0, 3_600),
            global_rate_limit=self._float("GLOBAL_RATE_LIMIT", 3.0, 0.01, 300),
        )
        if timing.debounce_max_ms < timing.debounce_ms:
            self._fault("DEBOUNCE_MAX_MS", "is below DEBOUNCE_WINDOW_MS: the cap must not be shorter than the window")
        return timing

    def _upkeep(self) -> Upkeep:
        return Upkeep(
            sweep_every_ms=round(self._float("MOCA_SWEEP_SECONDS", 180.0, 0, 86_400) * 1000),
            sweep_grace_ms=round(self._float("MOCA_SWEEP_GRACE_SECONDS", 60.0, 0, 3_600) * 1000),
        )

    def _roles(self) -> tuple[Role, ...]:
        named = self._list("MOCA_ROLES")
        for name in named:
            if name not in ROLES:
                self._fault("MOCA_ROLES", f"knows no role {name!r}: any of {', '.join(ROLES)}")
        return tuple(role for role in ROLES if role in named) or ROLES

    def _fault(self, name: str, what: str) -> None:
        self._faults.append(f"{name} {what}")

    def _text(self, name: str, default: str = "") -> str:
        return self._environ.get(name, "").strip() or default

    def _list(self, name: str) -> list[str]:
        return [item.strip() for item in self._text(name).split(",") if item.strip()]

    def _choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self._text(name, choices[0])
        if value not in choices:
            self._fault(name, f"is {value!r}: one of {', '.join(choices)}")
        return value

    def _bool(self, name: str, *, default: bool) -> bool:
        value = self._text(name, str(default)).lower()
        if value not in YES | NO:
            self._fault(name, f"is {value!r}: true or false")
        return value in YES

    def _int(self, name: str, default: int, low: int, high: int) -> int:
        return self._number(name, int, default, low, high)

    def _float(self, name: str, default: float, low: float, high: float) -> float:
        return self._number(name, float, default, low, high)

    def _number(self, name: str, kind: Callable[[str], T], default: T, low: float, high: float) -> T:
        text = self._text(name)
        if not text:
            return default
        try:
            value = kind(text)
        except ValueError:
            self._fault(name, f"is {text!r}: a number from {low} to {high}")
            return default
        if not low <= value <= high:  # type: ignore[operator]  # T is int or float here
            self._fault(name, f"is {text}: from {low} to {high}")
        return value

    def _digits(self, name: str) -> str:
        value = self._text(name)
        if value and not (value.isascii() and value.isdigit()):
            self._fault(name, f"is {value!r}: the decimal id of the account, for example 17841400000000001")
        return value

    def _url(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        value = self._text(name, default)
        scheme, separator, rest = value.partition("://")
        if value and (not separator or scheme not in schemes or not rest):
            self._fault(name, f"is not an address of the form {' or '.join(s + '://…' for s in schemes)}")
        return value.rstrip("/") if scheme.startswith("http") else value

    def _hosts(self, name: str) -> tuple[str, ...]:
        for item in self._list(name):
            if not HOST.fullmatch(item):
                self._fault(name, f"holds {item!r}: a host such as media.example or 127.0.0.1:8001, without https://")
        return tuple(self._list(name))

    def _cidrs(self, name: str) -> tuple[str, ...]:
        for item in self._list(name):
            try:
                ipaddress.ip_network(item)
            except ValueError:
                self._fault(name, f"holds {item!r}: a network such as 10.0.0.0/8")
        return tuple(self._list(name))
