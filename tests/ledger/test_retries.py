"""What is remembered of requests within one series, as the rows will have it."""

from __future__ import annotations

from api.ledger.retries import Attempt, Result, Results, Retry

WITHOUT_A_KEY = Attempt(Retry(None, 600_000), "expense", "print")


def test_a_result_that_takes_another_s_place_is_the_newest_whatever_the_clocks_say() -> None:
    """Another server, whose clock is ahead, made the first; the row of its key is replaced."""
    results = Results([Result(WITHOUT_A_KEY.key, "print", "expense", "first", 5, created_at=3_000)])
    results.add(WITHOUT_A_KEY, "second", 9, 1_000)
    found = results.earlier(WITHOUT_A_KEY, 1_001)
    assert found is not None
    assert found.target_id == "second"


def test_a_result_with_a_key_is_found_by_its_content_as_well() -> None:
    with_a_key = Attempt(Retry("mine", 600_000), "expense", "print")
    results = Results()
    results.add(with_a_key, "first", 2, 1_000)
    found = results.earlier(WITHOUT_A_KEY, 1_001)
    assert found is not None
    assert found.target_id == "first"
    assert results.earlier(WITHOUT_A_KEY, 601_000) is None
