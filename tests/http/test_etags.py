"""Entity tags and preconditions by RFC 9110."""

from __future__ import annotations

import pytest

from api.http.etags import EtagList, Preconditions, hashed_etag, make_etag, parse_etags


class TestParsing:
    @pytest.mark.parametrize(
        ("lines", "strong", "weak"),
        [
            (['"17"'], {'"17"'}, set()),
            (['W/"17"'], set(), {'"17"'}),
            (['"1", W/"2" ,"3"'], {'"1"', '"3"'}, {'"2"'}),
            (['"1"', '"2"'], {'"1"', '"2"'}, set()),
            (['"a,b", "c"'], {'"a,b"', '"c"'}, set()),
            ([', "1",, '], {'"1"'}, set()),
            (['""'], {'""'}, set()),
        ],
    )
    def test_lists_of_tags(self, lines: list[str], strong: set[str], weak: set[str]) -> None:
        assert parse_etags(lines) == EtagList(strong=frozenset(strong), weak=frozenset(weak))

    def test_a_star_names_any_state(self) -> None:
        assert parse_etags([" * "]) == EtagList(anything=True)

    def test_no_header_is_no_condition(self) -> None:
        assert parse_etags([]) is None

    @pytest.mark.parametrize("line", ["17", '"17', 'w/"17"', '"1" "2"', "", '"1", *', "'1'", '"a b"'])
    def test_a_malformed_list_names_nothing(self, line: str) -> None:
        assert parse_etags([line]) == EtagList()


class TestIfMatch:
    def test_the_same_strong_tag_lets_the_write_through(self) -> None:
        assert not Preconditions(if_match=parse_etags(['"1", "17"'])).is_stale(make_etag(17))

    @pytest.mark.parametrize("line", ['"16"', 'W/"17"', "17", ""])
    def test_any_other_tag_is_stale(self, line: str) -> None:
        assert Preconditions(if_match=parse_etags([line])).is_stale('"17"')

    def test_a_star_wants_something_to_be_there(self) -> None:
        condition = Preconditions(if_match=parse_etags(["*"]))
        assert not condition.is_stale('"17"')
        assert condition.is_stale(None)

    def test_it_goes_before_if_none_match(self) -> None:
        both = Preconditions(if_match=parse_etags(['"1"']), if_none_match=parse_etags(['"1"']))
        assert not both.is_stale('"1"')


class TestIfNoneMatch:
    def test_a_star_wants_nothing_to_be_there(self) -> None:
        condition = Preconditions(if_none_match=parse_etags(["*"]))
        assert condition.is_stale('"17"')
        assert not condition.is_stale(None)

    @pytest.mark.parametrize("line", ['"17"', 'W/"17"', '"1", W/"17"', "*"])
    def test_a_read_compares_weakly(self, line: str) -> None:
        assert Preconditions(if_none_match=parse_etags([line])).is_unchanged('"17"')

    @pytest.mark.parametrize("line", ['"18"', "17", ""])
    def test_another_tag_is_news(self, line: str) -> None:
        assert not Preconditions(if_none_match=parse_etags([line])).is_unchanged('"17"')

    def test_without_a_condition_everything_is_news_and_nothing_stale(self) -> None:
        assert not Preconditions().is_unchanged('"17"')
        assert not Preconditions().is_stale('"17"')


class TestHashing:
    def test_equal_parts_make_equal_tags(self) -> None:
        assert hashed_etag(["w", 17, None]) == hashed_etag(["w", 17, None])

    def test_parts_do_not_run_into_each_other(self) -> None:
        assert hashed_etag(["ab", "c"]) != hashed_etag(["a", "bc"])

    def test_a_made_tag_is_parsed_as_strong(self) -> None:
        tag = hashed_etag(["w"])
        assert parse_etags([tag]) == EtagList(strong=frozenset({tag}))
