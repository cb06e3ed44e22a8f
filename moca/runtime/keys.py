"""
Every key that the runtime owns in Redis. The names are a public interface: people read them with `redis-cli`.

All keys of a partition carry its hash tag `{p}`, so that one function may touch them together on a cluster.

| key | type | holds |
|---|---|---|
| `moca:{p}:due` | ZSET | address → when it must next run (ms) |
| `moca:{p}:owners` | HASH | address → `epoch|worker|lease end|tries`, only while claimed |
| `moca:{p}:epoch` | STRING | the last epoch given |
| `moca:{p}:<kind>:<key>` | HASH | an actor's state |
| `moca:{p}:<kind>:<key>:log` | STREAM | its mailbox and history: `type id body` (`cause` on its own records) |
| `moca:{p}:<kind>:<key>:log:beside` | STREAM | the log being written anew, only inside one function |
| `moca:{p}:contact:<key>` | HASH | who somebody is, as of the last look: `name username picture first_seen …` |
| `moca:{p}:thread:<name>` | STRING | a thread of the channel's → whose it is |
| `moca:{p}:erasing` | HASH | address → who shall be erased, until it is done: `at by code`, as JSON |
| `moca:{p}:erased` | HASH | keyed hash of the address of an erased actor → ms of the erasure |
| `moca:{p}:<kind>:<key>:log:erased` | STREAM | of one who is being erased, until all that it leads to has gone |
| `moca:{p}:seen` | ZSET | event id → ms of its arrival |
| `moca:{p}:feed` | STREAM, capped | what changed: `address entry type`; nothing that comes by the clock |
| `moca:{p}:<queue>` | STREAM + group | effects to do: `sends:<priority>`, `drafts`, `lookups`, `hooks`, `media`, … |
| `moca:{p}:calling` | HASH | sends whose call may be on its way |
| `moca:{p}:parked` | STREAM | given up, with the reason |
| `moca:{p}:waiting:<name>` | SET | addresses that wait for something by that name |
| `moca:{p}:comment:<place>` | STRING, 8 days | whose log holds what was heard at that place |
| `moca:limit:<name>` | STRING | the next free slot of a pace (µs) |
| `moca:model:<account>:<date>` | HASH, 40 days | the model that day (UTC): `tokens_in tokens_out cost_usd calls` |
| `moca:login:<state>` | STRING, 10 min | a login that was begun: what it is for, as JSON |
| `moca:receipts` | HASH | confirmation code → what was deleted at Meta's request, as JSON |
| `moca:workers` | HASH | worker → `alive_until` (ms) and what it says of itself, as JSON |
| `moca:quarantine` | STREAM, capped | what came from outside and fits nobody |
| `moca:compaction` | HASH | ms: `wanted_at`; `begun_at`, the wish that was begun; `tried_at`; `pack:<stream>`: before |
| `moca:webhook` | HASH | when something was last delivered from outside (ms), and tests of it |
| `moca:layout` | HASH | version and number of partitions, fixed at the first start |
| `moca:{p}:wake` | channel | an earlier deadline, or new effects |
"""

from moca.runtime.actor import Address

WORKERS = "moca:workers"
LAYOUT = "moca:layout"
RECEIPTS = "moca:receipts"
QUARANTINE = "moca:quarantine"
WEBHOOK = "moca:webhook"
COMPACTION = "moca:compaction"
QUEUES = (
    "sends:high", "sends:normal", "sends:private", "sends:low", "drafts", "lookups", "hooks", "signals", "media",
    "profiles", "account", "parked",
)  # fmt: skip
"""Every stream in which effects stand."""


def limit(name: str) -> str:
    return f"moca:limit:{name}"


def model(account: str, date: str) -> str:
    return f"moca:model:{account}:{date}"


def login(state: str) -> str:
    return f"moca:login:{state}"


class Partition:
    """The keys of one partition."""

    __slots__ = ("number", "prefix")

    def __init__(self, number: int) -> None:
        self.number = number
        self.prefix = f"moca:{{{number}}}"

    @property
    def due(self) -> str:
        return f"{self.prefix}:due"

    @property
    def owners(self) -> str:
        return f"{self.prefix}:owners"

    @property
    def epoch(self) -> str:
        return f"{self.prefix}:epoch"

    @property
    def seen(self) -> str:
        return f"{self.prefix}:seen"

    @property
    def feed(self) -> str:
        return f"{self.prefix}:feed"

    @property
    def calling(self) -> str:
        return f"{self.prefix}:calling"

    @property
    def erasing(self) -> str:
        return f"{self.prefix}:erasing"

    @property
    def erased(self) -> str:
        return f"{self.prefix}:erased"

    @property
    def wake(self) -> str:
        return f"{self.prefix}:wake"

    def queue(self, name: str) -> str:
        return f"{self.prefix}:{name}"

    def waiting(self, name: str) -> str:
        return f"{self.prefix}:waiting:{name}"

    def comment(self, place: str) -> str:
        return f"{self.prefix}:comment:{place}"

    def state(self, address: Address) -> str:
        return f"{self.prefix}:{address.kind}:{address.key}"

    def contact(self, key: str) -> str:
        return f"{self.prefix}:contact:{key}"

    def thread(self, name: str) -> str:
        return f"{self.prefix}:thread:{name}"

    def log(self, address: Address) -> str:
        return f"{self.state(address)}:log"

    def aside(self, address: Address) -> str:
        return f"{self.log(address)}:erased"

    def beside(self, address: Address) -> str:
        return f"{self.log(address)}:beside"
