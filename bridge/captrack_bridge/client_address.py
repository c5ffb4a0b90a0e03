"""Where a request comes from, for counting only: nothing is allowed because of it."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest

#: Where a web server in front can be: on the same computer, or in a private network such as Docker's.
_NEAR = [
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
]


def _is_near(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        # A socket in the file system has no address.
        return True
    return any(parsed in network for network in _NEAR)


def of(request: HttpRequest) -> str:
    """The address that the web server in front saw; what a client says of itself stands further left, unread."""
    near = request.META.get("REMOTE_ADDR", "")
    if not _is_near(near):
        return near
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return near or "local"
