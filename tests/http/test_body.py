"""Bodies are parsed once, exactly, and refused where they can be read in two ways."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import ValidationFailed
from api.http.body import MalformedJson, OutOfRange, parse_json


class TestNumbers:
    def test_a_fraction_keeps_every_digit(self) -> None:
        parsed = parse_json(b'{"amount": 19.990000000000000001}')
        assert parsed == {"amount": Decimal("19.990000000000000001")}

    @pytest.mark.parametrize("numeral", ["1.10", "1e2", "-0.0", "1E-7"])
    def test_a_number_with_a_fraction_or_exponent_is_never_a_float(self, numeral: str) -> None:
        assert type(parse_json(numeral.encode())) is Decimal

    def test_a_whole_number_stays_one(self) -> None:
        assert type(parse_json(b"250")) is int

    @pytest.mark.parametrize("numeral", ["NaN", "Infinity", "-Infinity"])
    def test_what_is_no_number_is_refused_with_its_place(self, numeral: str) -> None:
        body = f'{{"rows": [{{"amount": {numeral}}}]}}'
        with pytest.raises(ValidationFailed) as refused:
            parse_json(body.encode())
        (problem,) = refused.value.fields
        assert (problem.field, problem.code) == ("rows.0.amount", "not_a_number")

    @pytest.mark.parametrize(
        "numeral",
        ["1e999999999", "1e-999999999", "9" * 5000, "0." + "1" * 80, "1e99999999999999999999"],
    )
    def test_what_no_field_could_hold_never_becomes_a_number(self, numeral: str) -> None:
        assert isinstance(parse_json(f'{{"amount": {numeral}}}'.encode())["amount"], OutOfRange)

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**12))
    def test_every_decimal_comes_through_unchanged(self, number: Decimal) -> None:
        assert parse_json(str(number).encode()) == number


class TestText:
    @pytest.mark.parametrize("escape", [r"\ud800", r"\udc00x", r"\udc00\ud800"])
    def test_half_a_character_is_refused_with_its_place(self, escape: str) -> None:
        with pytest.raises(ValidationFailed) as refused:
            parse_json(f'{{"description": "a{escape}"}}'.encode())
        (problem,) = refused.value.fields
        assert (problem.field, problem.code) == ("description", "character_refused")

    def test_a_pair_of_surrogates_is_one_character(self) -> None:
        assert parse_json(rb'"\ud83c\udf55"') == "🍕"

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_every_other_text_comes_through_unchanged(self, text: str) -> None:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        controls = {ord(char): f"\\u{ord(char):04x}" for char in map(chr, range(32))}
        assert parse_json(f'"{escaped.translate(controls)}"'.encode()) == text


class TestForm:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"{'a': 1}",
            b'{"a": 01}',
            b"\xff",
            b'{"a": "\xe9"}',
            b"[" * 100000,
            b"[" * 21 + b"]" * 21,
            b'{"a":' * 21 + b"1" + b"}" * 21,
            b'{"a":1}x',
            '{"a": 1}'.encode("utf-16"),
            b'\xef\xbb\xbf{"a": 1}',
            b'{"a": .5}',
            b'{"a": 1_000}',
        ],
    )
    def test_what_is_no_json_in_utf_8_is_malformed(self, body: bytes) -> None:
        with pytest.raises(MalformedJson):
            parse_json(body)

    def test_twenty_levels_are_read(self) -> None:
        assert parse_json(b'{"a":' * 20 + b"1" + b"}" * 20)["a"]["a"]

    def test_a_large_body_that_is_nested_costs_no_more_than_a_flat_one(self) -> None:
        numbers = b"[" + b",".join([b"1"] * 400_000) + b"]"
        tracemalloc.start()
        try:
            with pytest.raises(MalformedJson):
                parse_json(b"[" * 400 + numbers + b"]" * 400)
            assert tracemalloc.get_traced_memory()[1] < 20_000_000
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("body", [b'{"a": 1, "a": 2}', b'[{"b": {"a": 1, "a": 1}}]'])
    def test_a_member_given_twice_is_malformed(self, body: bytes) -> None:
        with pytest.raises(MalformedJson, match="twice"):
            parse_json(body)

    def test_a_name_that_could_not_be_ours_is_not_echoed(self) -> None:
        with pytest.raises(ValidationFailed) as refused:
            parse_json(b'{"<script>hunter2": NaN}')
        assert refused.value.fields[0].field == "?"
