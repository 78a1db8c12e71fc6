"""Whose address a request comes from, when proxies that we trust stand in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Address = IPv4Address | IPv6Address
UNKNOWN = "unknown"


class TrustedProxies:
    """The proxies whose `X-Forwarded-For` is believed: addresses and networks, none by default."""

    def __init__(self, entries: Iterable[str]) -> None:
        """ValueError names the entry that is neither an address nor a network."""
        self._networks = [ip_network(entry, strict=False) for entry in entries]

    def client_of(self, peer: str | None, forwarded_for: Sequence[str]) -> str:
        """The right-most hop that is no trusted proxy.

        `peer` is the other end of the connection, `forwarded_for` the header's lines. What stands
        left of that hop was written by somebody we do not trust and is never looked at.
        """
        address = _parse(peer or "")
        if address is None:
            return UNKNOWN
        if self._networks:
            hops = [hop.strip() for line in forwarded_for for hop in line.split(",")]
            while hops and self._trusts(address):
                before = _parse(hops.pop())
                if before is None:
                    break
                address = before
        return str(address)

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


@lru_cache(maxsize=1024)
def _parse(text: str) -> Address | None:
    """An address, also with a port (`192.0.2.7:4711`, `[2001:db8::1]:4711`)."""
    host = text
    if text.startswith("["):
        host = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        host = text.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def limit_bucket(client: str) -> str:
    """What counts as one address for limits: one IPv4 address, or one IPv6 network of 64 bits.

    A home or a rented machine owns a whole /64 and could pick a new address for each attempt.
    """
    address = _parse(client)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return client


def client_address(scope: Scope) -> str:
    """The address that the edge found for this request."""
    return str(scope["state"]["client_address"])
