"""A unit awaits its transaction and nothing else; whatever else it awaits, nothing commits."""

from __future__ import annotations

import asyncio
import functools
import linecache
from typing import Any

import pytest

from api.db.database import Database
from api.db.units import ForeignAwait
from tests.db import foreign_units
from tests.db.foreign_units import FORMS, awaits_an_argument, endless, ping, pong, unrelated
from tests.db.units import add, stored_ids

HERE = foreign_units.__file__


class TestRefusedForms:
    @pytest.mark.parametrize(("unit", "name", "code"), FORMS, ids=lambda part: getattr(part, "__name__", ""))
    async def test_the_refusal_names_the_unit_and_the_place_and_nothing_is_stored(
        self, db: Database, unit: Any, name: str, code: str
    ) -> None:
        for _ in range(2):  # the second time nothing is read any more, and it is refused all the same
            with pytest.raises(ForeignAwait) as refused:
                await db.write(unit)
            message = str(refused.value)
            assert message.startswith(f"The unit {unit.__name__} is refused: {name} awaits something that is")
            assert code in message
            line = int(message.split(f"{HERE}:")[1].split(":")[0])
            assert code.removeprefix("await ") in linecache.getline(HERE, line)
        assert await stored_ids(db) == []
        with pytest.raises(ForeignAwait):
            await db.read(unit)

    async def test_a_function_that_is_given_as_an_argument_is_not_known(self, db: Database) -> None:
        with pytest.raises(ForeignAwait, match=r"given\(tx\)"):
            await db.write(awaits_an_argument, asyncio.sleep)

    @pytest.mark.parametrize(
        "no_unit",
        [len, str.upper, functools.partial(add, number=1), endless, "words"],
        ids=lambda part: getattr(part, "__name__", type(part).__name__),
    )
    async def test_what_is_no_async_function_is_no_unit(self, db: Database, no_unit: Any) -> None:
        with pytest.raises(ForeignAwait, match="not an async function"):
            await db.write(no_unit)

    async def test_a_function_without_a_transaction_is_no_unit(self, db: Database) -> None:
        with pytest.raises(ForeignAwait, match="takes no transaction"):
            await db.write(unrelated)  # type: ignore[arg-type]

    async def test_a_function_whose_source_cannot_be_read_is_refused(self, db: Database) -> None:
        scope: dict[str, Any] = {}
        exec("async def unreadable(tx):\n    return 1\n", scope)
        with pytest.raises(ForeignAwait, match="source of unreadable cannot be read"):
            await db.write(scope["unreadable"])

    async def test_two_functions_that_call_each_other_vouch_for_nothing(self, db: Database) -> None:
        for unit in (ping, pong):
            with pytest.raises(ForeignAwait, match="pong awaits"):
                await db.write(unit, 3)
