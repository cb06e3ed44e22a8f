"""Signed deliveries as Meta writes them: one message or several, each of another person, every mid new."""

import hashlib
import hmac
import secrets
import time

import msgspec

from bench.wire import post

PATH = "/api/instagram/webhook"
FIRST_PERSON = 900_000_000_000_000
TEXT = "hola, ¿tienen café de especialidad molido para una prensa francesa de 1 l?"
"""As long as a usual message: 75 characters."""


class Deliveries:
    """Makes the deliveries of one run. Person `n` writes to the accounts in turn."""

    def __init__(self, secret: str, accounts: tuple[str, ...], messages_each: int = 1) -> None:
        self._secret = secret.encode()
        self._accounts = accounts
        self._messages_each = messages_each
        self._run = secrets.token_hex(33)

    def request(self, number: int) -> bytes:
        """Delivery `number` of the run, from 0, as it goes over the wire."""
        first = number * self._messages_each
        entries = [self._entry(n) for n in range(first, first + self._messages_each)]
        body = msgspec.json.encode({"object": "instagram", "entry": entries})
        return post(PATH, body, f"sha256={hmac.digest(self._secret, body, hashlib.sha256).hex()}")

    def _entry(self, number: int) -> dict[str, object]:
        account = self._accounts[number % len(self._accounts)]
        now_ms = time.time_ns() // 1_000_000
        message = {
            "sender": {"id": person(number)},
            "recipient": {"id": account},
            "timestamp": now_ms,
            "message": {"mid": f"{self._run}{number:010}", "text": TEXT},
        }
        return {"id": account, "time": now_ms, "messaging": [message]}


def person(number: int) -> str:
    return str(FIRST_PERSON + number)
