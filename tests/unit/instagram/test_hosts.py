"""Where media may be fetched from."""

import httpx
import pytest

from moca.instagram.hosts import Hosts, is_public

HOSTS = Hosts(["127.0.0.1:8001", "Media.Example", "[::1]:8001"])


@pytest.mark.parametrize(
    "address", ["157.240.1.1", "2a03:2880:f12f:83:face:b00c:0:25de", "::ffff:157.240.1.1", "64:ff9b::9df0:101"]
)
def test_addresses_of_the_open_internet(address):
    """IPv4, IPv6, and one inside the other."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "",
        "localhost",
        "127.1",
    ],
)
def test_addresses_inside(address):
    """Loopback, private, link-local, multicast, reserved; as themselves or inside another form; and what is none."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1",
        "https://scontent.cdninstagram.com/v/1.jpg",
        "https://video.xx.fbcdn.net:443/v.mp4",
        "https://SCONTENT.CDNINSTAGRAM.COM/v/1.jpg",
        "http://127.0.0.1:8001/media/photo.png",
        "https://media.example/x",
        "http://media.example:9/x",
        "http://[::1]:8001/x",
    ],
)
def test_hosts_that_may_be_asked(url):
    """Meta's over https, and those that the settings name, as they name them."""
    assert HOSTS.why_not(httpx.URL(url)) == ""


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://lookaside.fbsbx.com/x", "not over https"),
        ("https://lookaside.fbsbx.com:8443/x", "not over https"),
        ("https://fbsbx.com.evil.example/x", "a host that is not Meta's"),
        ("https://evilfbsbx.com/x", "a host that is not Meta's"),
        ("https://127.0.0.1/x", "a host that is not Meta's"),
        ("https://169.254.169.254/latest/meta-data/", "a host that is not Meta's"),
        ("http://127.0.0.1:8002/x", "not over https"),
        ("https://sub.media.example/x", "a host that is not Meta's"),
        ("https://user:pw@lookaside.fbsbx.com/x", "an address with a password"),
        ("file:///etc/passwd", "no address"),
        ("ftp://lookaside.fbsbx.com/x", "no address"),
        ("/relative", "no address"),
    ],
)
def test_hosts_that_must_not_be_asked(url, why):
    """With the reason in words."""
    assert HOSTS.why_not(httpx.URL(url)) == why
