"""Every purchase of the household has its words in every language of the app."""

from __future__ import annotations

from typing import get_args

import pytest

from api.http.fields import LONGEST_DESCRIPTION
from api.samples.household import BILLS, HABITS
from api.samples.words import WORDS, said_in, spoken_language
from api.users.schemas import Language

SAID = {word for habit in HABITS for word in habit.descriptions} | {bill.description for bill in BILLS}


class TestWords:
    def test_are_there_in_every_language(self) -> None:
        assert set(WORDS) == set(get_args(Language))

    @pytest.mark.parametrize("language", ["de", "es"])
    def test_are_there_for_every_purchase_and_for_nothing_else(self, language: Language) -> None:
        assert set(WORDS[language]) == SAID
        assert all(0 < len(word) <= LONGEST_DESCRIPTION for word in WORDS[language].values())
        assert len(set(WORDS[language].values())) == len(SAID)

    def test_are_the_households_own_in_english(self) -> None:
        assert {said_in("en", word) for word in SAID} == SAID


class TestLanguage:
    @pytest.mark.parametrize(
        ("chosen", "locale", "spoken"),
        [
            ("es", "de-AT", "es"),
            (None, "de-AT", "de"),
            (None, "DE", "de"),
            (None, "es-419", "es"),
            (None, "en-GB", "en"),
            (None, "fr-CH", "en"),
            (None, "den", "en"),
            (None, None, "en"),
        ],
    )
    def test_is_the_chosen_one_or_the_locales_or_english(
        self, chosen: Language | None, locale: str | None, spoken: str
    ) -> None:
        assert spoken_language(chosen, locale) == spoken
