"""Names: how they are cleaned, when two are the same, and what a search compares."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.names import InvalidName, clean_name, end_of_prefix, key_of, search_head, search_text

texts = st.text(st.characters(exclude_categories=["Cs"]))


class TestCleaning:
    def test_it_trims_and_composes(self) -> None:
        assert clean_name(" \u00a0cafe\u0301\t", 64) == "caf\u00e9"

    def test_what_was_typed_inside_stays(self) -> None:
        assert clean_name("Eating  OUT", 64) == "Eating  OUT"

    @pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b", "\u200d\ufeff"])
    def test_nothing_visible_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidName) as refused:
            clean_name(text, 64)
        assert refused.value.code == "too_short"

    def test_the_length_is_counted_after_trimming_and_composing(self) -> None:
        assert len(clean_name("  " + "e\u0301" * 64 + "  ", 64)) == 64
        with pytest.raises(InvalidName) as refused:
            clean_name("x" * 65, 64)
        assert refused.value.code == "too_long"

    def test_a_name_whose_key_no_index_holds_is_too_long(self) -> None:
        ligature = "\ufdfa"  # one character, eighteen in its key
        assert clean_name(ligature * 21, 64) == ligature * 21
        with pytest.raises(InvalidName) as refused:
            clean_name(ligature * 22, 64)
        assert refused.value.code == "too_long"

    def test_a_text_of_endless_length_is_refused_by_it_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr("api.names.unicodedata")
        with pytest.raises(InvalidName) as refused:
            clean_name("\u0344" * 257, 64)
        assert refused.value.code == "too_long"

    @pytest.mark.parametrize(
        "char", ["\0", "\n", "\r", "\t", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\ud800"]
    )
    def test_control_characters_are_refused(self, char: str) -> None:
        with pytest.raises(InvalidName) as refused:
            clean_name(f"Fo{char}od", 64)
        assert refused.value.code == "character_refused"

    def test_an_emoji_with_joiners_stays_whole(self) -> None:
        assert clean_name("👩‍👧 Family", 64) == "👩‍👧 Family"

    @given(texts)
    def test_a_cleaned_name_is_clean(self, text: str) -> None:
        try:
            name = clean_name(text, 64)
        except InvalidName:
            return
        assert clean_name(name, 64) == name
        assert unicodedata.is_normalized("NFC", name)
        assert 1 <= len(name) <= 64


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Food", "FOOD"),
            ("Café", "cafe\u0301"),
            ("Straße", "STRASSE"),
            ("Eating  out", " eating\u00a0out "),
            ("ﬁsh", "FISH"),
            ("Ｆｏｏｄ", "food"),
            ("Fo\u200bod", "food"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("½", "1⁄2"),
        ],
    )
    def test_the_same_name_has_the_same_key(self, one: str, other: str) -> None:
        assert key_of(one) == key_of(other)

    @pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("eatingout", "eating out"), ("a", "а")])
    def test_another_name_has_another_key(self, one: str, other: str) -> None:
        assert key_of(one) != key_of(other)

    @given(texts)
    def test_the_key_of_a_key_is_the_key(self, text: str) -> None:
        assert key_of(key_of(text)) == key_of(text)

    @given(texts)
    def test_case_and_form_never_change_the_key(self, text: str) -> None:
        assert key_of(unicodedata.normalize("NFD", text)) == key_of(text)
        assert key_of(unicodedata.normalize("NFKC", text)) == key_of(text)
        assert key_of(text.casefold()) == key_of(text)


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "found_by"),
        [("Crème brûlée", "creme BRULEE"), ("Ångström", "angstrom"), ("Việt Nam", "viet nam")],
    )
    def test_accents_do_not_matter(self, text: str, found_by: str) -> None:
        assert search_text(found_by) in search_text(text)

    @given(texts)
    @example("0¨")
    def test_it_is_stable(self, text: str) -> None:
        assert search_text(search_text(text)) == search_text(text)


class TestBeginnings:
    @given(texts, texts, texts)
    @example("", "\U0010ffff", "a")
    @example("a\U0010ffff", "\U0010ffff", "b")
    @example("\ud7ff", "x", "\ue000")
    def test_a_range_holds_what_begins_so_and_nothing_else(self, prefix: str, rest: str, other: str) -> None:
        end = end_of_prefix(prefix)
        for text in (prefix, prefix + rest, other, prefix[:-1] + other):
            # Engines compare the bytes of UTF-8, whose order is that of the code points.
            is_inside = prefix.encode() <= text.encode() and (end is None or text.encode() < end.encode())
            assert is_inside == text.startswith(prefix)

    def test_a_head_is_the_first_hundred_characters_as_they_are_searched(self) -> None:
        assert search_head(" Café ") == "cafe"
        assert search_head("É" * 99 + "ß" + "x") == "e" * 99 + "s"
