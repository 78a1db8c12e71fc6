"""Ids: ours in the order of time, and one canonical text for each."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from api.ids import new_id, parse_id


class TestNewIds:
    @given(st.integers(0, 2**48 - 1))
    def test_are_version_7_and_hold_their_time(self, now_ms: int) -> None:
        made = UUID(new_id(now_ms))
        assert (made.version, made.variant) == (7, "specified in RFC 4122")
        assert made.int >> 80 == now_ms

    def test_sort_by_time(self) -> None:
        made = [new_id(now_ms) for now_ms in range(1_790_000_000_000, 1_790_000_000_050)]
        assert made == sorted(made)

    def test_of_one_instant_differ(self) -> None:
        assert len({new_id(5) for _ in range(1000)}) == 1000


class TestParsing:
    @given(st.uuids())
    def test_knows_every_version_in_every_case(self, known: UUID) -> None:
        assert parse_id(str(known)) == parse_id(str(known).upper()) == str(known)

    @given(st.text())
    def test_knows_nothing_else(self, text: str) -> None:
        assert parse_id(text) is None

    def test_the_other_ways_to_write_one_are_unknown(self) -> None:
        known = uuid4()
        for text in (
            known.hex,
            f"{{{known}}}",
            known.urn,
            f"urn:{known.hex}",
            f"{known}\n",
            str(known).replace("-", "_"),
        ):
            assert parse_id(text) is None
