"""The same contract as tutorials do it: a reference to compare with, no part of Outlay.

Async routes, `databases` as it is shipped, the password and the token worked on in the handler, sums by
reading the rows. It keeps none of the promises: no revision, no journal, no safe retry. SQLite's own defaults
hold, which are `synchronous=FULL`.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

import databases
import sqlalchemy as sa
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt
from passlib.context import CryptContext
from pydantic import BaseModel
from sqlalchemy.schema import CreateIndex, CreateTable

DATABASE_URL = os.environ["PLAIN_DATABASE_URL"]
SECRET = os.environ["PLAIN_SECRET"]

metadata = sa.MetaData()
users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("username", sa.String(64), unique=True),
    sa.Column("password_hash", sa.String(255)),
)
expenses = sa.Table(
    "expenses",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id"), index=True),
    sa.Column("amount", sa.Numeric(12, 2)),
    sa.Column("category", sa.String(64)),
    sa.Column("description", sa.String(255)),
    sa.Column("date", sa.Date),
)


def _indexes(table: sa.Table) -> list[CreateIndex]:
    return [CreateIndex(index, if_not_exists=True) for index in table.indexes]


database = databases.Database(DATABASE_URL)
passwords = CryptContext(schemes=["argon2"])
bearer = HTTPBearer()


@asynccontextmanager
async def connected(_app: FastAPI) -> AsyncIterator[None]:
    """Makes the tables and holds the connections while the server runs."""
    await database.connect()
    for table in metadata.sorted_tables:
        for made in (CreateTable(table, if_not_exists=True), *_indexes(table)):
            await database.execute(made)  # type: ignore[arg-type]  # it takes more than its types say
    yield
    await database.disconnect()


app = FastAPI(lifespan=connected)


class Credentials(BaseModel):
    """A name and a password."""

    username: str
    password: str


class NewExpense(BaseModel):
    """What was spent."""

    amount: Decimal
    category: str
    description: str
    date: date


class StoredExpense(NewExpense):
    """The same with its number."""

    id: int


def a_token(user_id: int) -> dict[str, str]:
    """A token for an hour."""
    expires = datetime.now(UTC) + timedelta(hours=1)
    token = jwt.encode({"sub": str(user_id), "exp": expires}, SECRET, algorithm="HS256")
    return {"access_token": token, "token_type": "bearer"}


async def current_user(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> int:
    """Who holds the token; 401 for nobody."""
    try:
        payload = jwt.decode(credentials.credentials, SECRET, algorithms=["HS256"])
    except JWTError as error:
        raise HTTPException(401) from error
    row = await database.fetch_one(sa.select(users.c.id).where(users.c.id == int(payload["sub"])))
    if row is None:
        raise HTTPException(401)
    return int(row["id"])


User = Annotated[int, Depends(current_user)]


@app.post("/register", status_code=201)
async def register(credentials: Credentials) -> dict[str, str]:
    """A new account, signed in."""
    hashed = passwords.hash(credentials.password)
    values = {"username": credentials.username, "password_hash": hashed}
    return a_token(await database.execute(users.insert().values(**values)))


@app.post("/expenses", status_code=201)
async def create(expense: NewExpense, user: User) -> StoredExpense:
    """Records an expense."""
    values = expense.model_dump()
    number = await database.execute(expenses.insert().values(user_id=user, **values))
    return StoredExpense(id=number, **values)


@app.get("/expenses")
async def newest(user: User, limit: int = 50) -> list[StoredExpense]:
    """The newest expenses."""
    statement = (
        sa.select(expenses)
        .where(expenses.c.user_id == user)
        .order_by(expenses.c.date.desc(), expenses.c.id.desc())
        .limit(limit)
    )
    return [StoredExpense.model_validate(dict(row._mapping)) for row in await database.fetch_all(statement)]


@app.get("/summary")
async def summary(user: User, month: str) -> dict[str, Any]:
    """What was spent in a month, by category."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=32)).replace(day=1)
    statement = sa.select(expenses).where(
        expenses.c.user_id == user, expenses.c.date >= first, expenses.c.date < following
    )
    spent: dict[str, Decimal] = {}
    for row in await database.fetch_all(statement):
        spent[row["category"]] = spent.get(row["category"], Decimal(0)) + row["amount"]
    return {"month": month, "spent": spent}
