"""
Where media may be fetched from: Meta's own hosts over https, at public addresses only.

Addresses of media come from outside; without these rules one could make Moca knock at the doors of the network that it
runs in. A host that the settings list by name is trusted as it is: that is for simulators and caches of one's own.
"""

import ipaddress
from collections.abc import Collection

import httpx

SUFFIXES = ("fbsbx.com", "cdninstagram.com", "fbcdn.net")
"""Where Meta keeps media (section 3.2 of the reference)."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Hosts:
    """The hosts that may be asked. `listed` are `host` or `host:port`; without a port, any."""

    def __init__(self, listed: Collection[str] = ()) -> None:
        self._listed = frozenset(host.lower().replace("[", "").replace("]", "") for host in listed)

    def is_listed(self, url: httpx.URL) -> bool:
        """Whether the settings name this very host: then its scheme and address are not judged."""
        host, port = _host(url), url.port or _PORTS.get(url.scheme, 0)
        return host in self._listed or f"{host}:{port}" in self._listed

    def why_not(self, url: httpx.URL) -> str:
        """Why this must not be asked, in words; empty = it may, once its address was looked at."""
        if url.scheme not in _PORTS or not url.host:
            return "no address"
        if url.userinfo:
            return "an address with a password"
        if self.is_listed(url):
            return ""
        if url.scheme != "https" or url.port is not None:  # httpx leaves out a scheme's usual port
            return "not over https"
        is_metas = any(f".{_host(url)}".endswith(f".{suffix}") for suffix in SUFFIXES)
        return "" if is_metas else "a host that is not Meta's"


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also where it stands inside another one's form."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    inner = _inside(address)
    return _is_public(address if inner is None else inner)


def _is_public(address: Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii", "replace").lower().rstrip(".")
