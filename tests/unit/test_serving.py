"""What uvicorn is told about the proxies before Moca."""

import pytest

from moca.serving import in_either_form


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        ("", ""),
        ("*", "*"),
        ("127.0.0.1", "127.0.0.1,::ffff:127.0.0.1/128"),
        ("10.0.0.0/8, fd00::1", "10.0.0.0/8,fd00::1,::ffff:10.0.0.0/104"),
    ],
)
def test_an_ipv4_proxy_is_trusted_on_a_socket_of_both_families(proxies: str, told: str) -> None:
    """Such a socket names it by an IPv6 address."""
    assert in_either_form(proxies) == told
