"""The column types of every table: native on each engine, and the same Python values on all.

Only `str` and `int` ever cross the driver, so no column needs a bind or result processor: ids and
days are text, instants are milliseconds, money is minor units, months are YYYYMM.
"""

from __future__ import annotations

from sqlalchemy import TEXT, UUID, VARCHAR, BigInteger, Date, Integer, MetaData, Text
from sqlalchemy.types import TypeEngine

from api.names import LONGEST_KEY

MARIADB_COLLATION = "utf8mb4_nopad_bin"
MYSQL_COLLATION = "utf8mb4_0900_bin"
"""By code point, and a space at the end counts. The two servers share no collation like it."""


class _MediumText(Text):
    """What the dialect of MariaDB and MySQL calls so: it is not loaded for a name."""

    __visit_name__ = "MEDIUMTEXT"


def _characters(longest: int | None, on_postgresql: TypeEngine[str] | None = None) -> TypeEngine[str]:
    """Text on SQLite and PostgreSQL; on MariaDB and MySQL up to `longest` characters, or any number."""

    def kept(collation: str) -> TypeEngine[str]:
        if longest is None:
            return _MediumText(collation=collation)
        return VARCHAR(longest, collation=collation)

    text = Text().with_variant(on_postgresql or TEXT(collation="C"), "postgresql")
    return text.with_variant(kept(MARIADB_COLLATION), "mariadb").with_variant(kept(MYSQL_COLLATION), "mysql")


# STRICT tables of SQLite know INTEGER and TEXT only; binary collation alone decides equality.
Id: TypeEngine[str] = _characters(36, UUID(as_uuid=False))
Day: TypeEngine[str] = Text().with_variant(Date(), "postgresql", "mariadb", "mysql")
Words: TypeEngine[str] = _characters(None)
# An index of MariaDB holds no text of any length.
Key: TypeEngine[str] = _characters(LONGEST_KEY)
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
