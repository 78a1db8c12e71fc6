"""The column types of every table: native on each engine, and the same Python values on all.

Only `str` and `int` ever cross the driver, so no column needs a bind or result processor: ids and
days are text, instants are milliseconds, money is minor units, months are YYYYMM.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Date, Integer, MetaData, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

# STRICT tables of SQLite know INTEGER and TEXT only; binary collation alone decides equality.
Id: TypeEngine[str] = Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
Day: TypeEngine[str] = Text().with_variant(Date(), "postgresql")
Words: TypeEngine[str] = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
Instant: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
MinorUnits: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
Count: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
Month: TypeEngine[int] = Integer()

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
