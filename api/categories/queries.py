"""Every statement of the categories."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from api.categories.tables import categories
from api.db.statements import QueryOfMany, command, query

_in_wallet = categories.c.wallet_id == bindparam("wallet")

CATEGORIES_OF_WALLET = query(
    "categories.of_wallet",
    select(categories).where(_in_wallet).order_by(categories.c.position, categories.c.id),
)

CATEGORY_BY_ID = query(
    "categories.by_id", select(categories).where(_in_wallet, categories.c.id == bindparam("id"))
)

CATEGORIES_BY_KEY = QueryOfMany(
    "categories.by_key",
    lambda keys: select(categories).where(_in_wallet, categories.c.key.in_(keys)),
    lengths=(1, 8, 64, 1000),
)

PLACES_AND_COLOURS = query(
    "categories.places_and_colours",
    select(categories.c.position, categories.c.colour, categories.c.archived_at)
    .where(_in_wallet)
    .order_by(categories.c.position, categories.c.id),
)

INSERT_CATEGORY = command("categories.insert", insert(categories))

UPDATE_CATEGORY = command(
    "categories.update",
    update(categories)
    .where(_in_wallet, categories.c.id == bindparam("which"))
    .values(
        name=bindparam("new_name"),
        key=bindparam("new_key"),
        search_text=bindparam("new_search_text"),
        colour=bindparam("new_colour"),
        icon=bindparam("new_icon"),
        position=bindparam("new_position"),
        archived_at=bindparam("new_archived_at"),
        updated_at=bindparam("now"),
        revision=bindparam("stamp"),
    ),
)
