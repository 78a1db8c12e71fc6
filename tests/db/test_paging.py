"""A cursor belongs to one list; nothing that a client sends in its place is taken for a position."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.db.paging import InvalidCursor, read_cursor, write_cursor

whole = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)
words = st.text(st.characters(exclude_categories=["Cs"]))


class TestCursors:
    @given(words, st.lists(st.one_of(whole, words), max_size=5))
    def test_a_position_comes_back_as_it_went_in(self, list_key: str, position: list[str | int]) -> None:
        cursor = write_cursor(list_key, position)
        assert read_cursor(cursor, list_key, [type(value) for value in position]) == position
        assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    def test_one_of_another_list_is_refused(self) -> None:
        cursor = write_cursor("newest first", ["2026-11-21", 7])
        with pytest.raises(InvalidCursor, match="another list"):
            read_cursor(cursor, "oldest first", [str, int])

    @pytest.mark.parametrize(
        "content",
        [
            b'["key", 1]',
            b'["key", 1, "x", 2]',
            b'["key", "1", "x"]',
            b'["key", 1.0, "x"]',
            b'["key", true, "x"]',
            b'["key", null, "x"]',
            b'["key", [1], "x"]',
            b'["key", 9223372036854775808, "x"]',
            b'["key", -9223372036854775808, "x"]',
            b'["key", 1e400, "x"]',
            b'{"key": 1}',
            b'"key"',
            b"[]",
            b"nothing",
            b"",
            b"\xff\xfe",
        ],
    )
    def test_what_only_looks_like_one_is_refused(self, content: bytes) -> None:
        cursor = base64.urlsafe_b64encode(content).decode().rstrip("=")
        with pytest.raises(InvalidCursor):
            read_cursor(cursor, "key", [int, str])

    @given(st.text())
    def test_any_text_is_a_position_or_a_refusal_and_nothing_worse(self, text: str) -> None:
        with pytest.raises(InvalidCursor):
            read_cursor(text, "a key that no text guesses", [int])

    @pytest.mark.parametrize("text", ["é", "a b", "====", "a", "++//", "\ud800"])
    def test_text_that_is_no_base64_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidCursor):
            read_cursor(text, "key", [int])
