"""Forwarded headers are believed from trusted proxies only."""

from __future__ import annotations

import pytest

from api.http.client_address import TrustedProxies, limit_bucket


class TestTrustedProxies:
    def test_by_default_nobody_is_believed(self) -> None:
        assert TrustedProxies([]).client_of("127.0.0.1", ["203.0.113.9"]) == "127.0.0.1"

    def test_an_untrusted_peer_is_the_client_whatever_it_claims(self) -> None:
        proxies = TrustedProxies(["10.0.0.0/8"])
        assert proxies.client_of("198.51.100.1", ["203.0.113.9"]) == "198.51.100.1"

    @pytest.mark.parametrize(
        ("forwarded", "client"),
        [
            (["203.0.113.9"], "203.0.113.9"),
            (["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
            (["6.6.6.6", "203.0.113.9, 10.0.0.7"], "203.0.113.9"),
            (["10.0.0.9, 10.0.0.8"], "10.0.0.9"),
            (["203.0.113.9:4711"], "203.0.113.9"),
            (["[2001:db8::7]:4711"], "2001:db8::7"),
            (["2001:db8::7"], "2001:db8::7"),
            (["6.6.6.6, unknown, 10.0.0.8"], "10.0.0.8"),
            (["unknown"], "10.0.0.1"),
            ([""], "10.0.0.1"),
            ([], "10.0.0.1"),
        ],
    )
    def test_behind_a_proxy_the_right_most_untrusted_hop_is_the_client(
        self, forwarded: list[str], client: str
    ) -> None:
        proxies = TrustedProxies(["10.0.0.0/8", "2001:db8:ffff::/48"])
        assert proxies.client_of("10.0.0.1", forwarded) == client

    def test_an_address_in_ipv6_clothes_is_the_same_address(self) -> None:
        assert TrustedProxies(["10.0.0.1"]).client_of("::ffff:10.0.0.1", ["192.0.2.1"]) == "192.0.2.1"

    def test_a_peer_without_address_is_unknown(self) -> None:
        assert TrustedProxies(["10.0.0.1"]).client_of(None, ["192.0.2.1"]) == "unknown"

    def test_a_malformed_entry_is_refused_at_the_start(self) -> None:
        with pytest.raises(ValueError, match="not-a-network"):
            TrustedProxies(["not-a-network"])


class TestBuckets:
    def test_one_ipv4_address_is_one_bucket(self) -> None:
        assert limit_bucket("192.0.2.1") != limit_bucket("192.0.2.2")

    def test_the_64_bits_an_ipv6_customer_owns_are_one_bucket(self) -> None:
        assert limit_bucket("2001:db8::1") == limit_bucket("2001:db8::ffff:1")
        assert limit_bucket("2001:db8::1") != limit_bucket("2001:db8:0:1::1")

    def test_an_unknown_address_is_a_bucket_too(self) -> None:
        assert limit_bucket("unknown") == "unknown"
