"""Leases: one server at a time, until it is done or gone."""

from __future__ import annotations

import asyncio

import pytest

from api.db.database import Database
from api.ops.leases import BACKUP, finish, lease_of, renew, take

pytestmark = pytest.mark.anyio


class TestALease:
    async def test_is_had_by_one_of_those_who_want_it(self, database: Database) -> None:
        taken = await asyncio.gather(
            *(database.write(take, BACKUP, f"server-{n}", 1_000, 2_000, 500) for n in range(5))
        )
        assert sorted(taken) == [False, False, False, False, True]

    async def test_is_taken_over_where_its_holder_is_gone(self, database: Database) -> None:
        assert await database.write(take, BACKUP, "first", 1_000, 2_000, 500)
        assert not await database.write(take, BACKUP, "second", 1_999, 3_000, 500)
        assert await database.write(take, BACKUP, "second", 2_000, 3_000, 500)
        assert not await database.write(renew, BACKUP, "first", 9_000)
        await database.write(finish, BACKUP, "first", 2_500, "too late")
        assert (await database.read(lease_of, BACKUP)).done_at is None

    async def test_is_kept_by_renewing_it(self, database: Database) -> None:
        assert await database.write(take, BACKUP, "first", 1_000, 2_000, 500)
        assert await database.write(renew, BACKUP, "first", 4_000)
        assert not await database.write(take, BACKUP, "second", 3_000, 5_000, 500)

    async def test_is_not_needed_again_before_it_is_due(self, database: Database) -> None:
        assert await database.write(take, BACKUP, "first", 1_000, 2_000, 500)
        await database.write(finish, BACKUP, "first", 1_500, "a file")
        lease = await database.read(lease_of, BACKUP)
        assert (lease.done_at, lease.outcome) == (1_500, "a file")
        assert not await database.write(take, BACKUP, "second", 1_600, 2_600, 1_500)
        assert await database.write(take, BACKUP, "second", 1_600, 2_600, 1_501)
