"""Categories: found by name without regard to case or Unicode form, made where a name is new."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.categories import queries
from api.categories.schemas import CategoryAnswer, CategoryChanges, NewCategory
from api.clock import instant_text
from api.db.transactions import ReadTransaction, Row, WriteTransaction
from api.errors import Conflict, NotFound
from api.ledger.access import Claim
from api.ledger.entries import Entry, open_entry, record
from api.names import key_of, search_text

KIND = "category"

DEFAULTS = (
    ("Food", "basket", "green"),
    ("Housing", "home", "blue"),
    ("Transport", "train", "purple"),
    ("Health", "heart", "pink"),
    ("Leisure", "ticket", "yellow"),
    ("Clothing", "shirt", "orange"),
    ("Education", "book", "teal"),
    ("Gifts", "gift", "red"),
    ("Travel", "plane", "slate"),
    ("Other", "dots", "brown"),
)


class CategoryExists(Conflict):
    """Another category of the wallet has this name."""

    code = "category_exists"
    title = "The category exists"
    default_detail = "This wallet already has a category of that name."


@dataclass(frozen=True, slots=True)
class Category:
    """A category's row."""

    id: str
    name: str
    key: str
    search_text: str
    colour: str
    icon: str
    position: int
    created_at: int
    updated_at: int
    archived_at: int | None
    revision: int

    def snapshot(self) -> dict[str, str | int | None]:
        """What the journal keeps of it."""
        return {
            "name": self.name,
            "colour": self.colour,
            "icon": self.icon,
            "position": self.position,
            "archived_at": self.archived_at,
        }

    def answer(self) -> CategoryAnswer:
        """What the API says of it."""
        return {
            "id": self.id,
            "name": self.name,
            "colour": self.colour,
            "icon": self.icon,
            "position": self.position,
            "archived_at": None if self.archived_at is None else instant_text(self.archived_at),
            "revision": self.revision,
        }


async def add_default_categories(tx: WriteTransaction, entry: Entry, ids: list[str]) -> None:
    """Gives a new wallet its ten categories; `ids` are theirs, in order."""
    for category_id, (name, icon, colour) in zip(ids, DEFAULTS, strict=True):
        await _insert(tx, entry, category_id, name, entry.rows, (icon, colour))


async def categories_by_id(tx: ReadTransaction, wallet_id: str) -> dict[str, Category]:
    """Every category of a wallet the caller has access to, by id, in the order of the user."""
    rows = await tx.all(queries.CATEGORIES_OF_WALLET, {"wallet": wallet_id})
    return {row["id"]: _category(row) for row in rows}


async def category_by_id(tx: ReadTransaction, wallet_id: str, category_id: str) -> Category:
    """One category; NotFound where the wallet has none of that id."""
    row = await tx.one(queries.CATEGORY_BY_ID, {"wallet": wallet_id, "id": category_id})
    if row is None:
        raise NotFound
    return _category(row)


async def categories_by_key(
    tx: ReadTransaction, wallet_id: str, keys: Collection[str]
) -> dict[str, Category]:
    """The categories of a wallet that have up to 1,000 keys, by key; what has none is left out."""
    query, values = queries.CATEGORIES_BY_KEY.of(sorted(set(keys)))
    rows = await tx.all(query, {"wallet": wallet_id, **values})
    return {row["key"]: _category(row) for row in rows}


async def category_named(tx: WriteTransaction, entry: Entry, name: str, new_id: str) -> Category:
    """The wallet's category of that name, made under `new_id` where there is none."""
    known = await categories_by_key(tx, entry.wallet.id, [key_of(name)])
    return await known_or_new(tx, entry, known, name, new_id)


async def categories_named(
    tx: WriteTransaction, entry: Entry, names: Collection[str], new_ids: Mapping[str, str]
) -> dict[str, Category]:
    """The wallet's categories of those names by the names' keys, made where there are none.

    `new_ids` has an id for each key that may be new.
    """
    known = await categories_by_key(tx, entry.wallet.id, [key_of(name) for name in names])
    for name in names:
        await known_or_new(tx, entry, known, name, new_ids[key_of(name)])
    return known


async def known_or_new(
    tx: WriteTransaction, entry: Entry, known: dict[str, Category], name: str, new_id: str
) -> Category:
    """The category of that name among those `known` by key, else a new one, which is known from then on."""
    key = key_of(name)
    if key not in known:
        known[key] = await _append(tx, entry, new_id, name, NewCategory.model_construct(name=name))
    return known[key]


async def create_category(
    tx: WriteTransaction, claim: Claim, new: NewCategory, new_id: str
) -> CategoryAnswer:
    """Adds a category behind the others; CategoryExists where the name is taken."""
    entry = await open_entry(tx, claim)
    await _require_free_name(tx, entry, new.name)
    category = await _append(tx, entry, new_id, new.name, new)
    return category.answer()


async def change_category(
    tx: WriteTransaction, claim: Claim, category_id: str, changes: CategoryChanges
) -> CategoryAnswer:
    """Renames, recolours, moves or archives a category. A change to nothing leaves no trace."""
    entry = await open_entry(tx, claim)
    before = await category_by_id(tx, entry.wallet.id, category_id)
    after = _changed(before, changes, entry)
    if after.snapshot() == before.snapshot():
        tx.discard()
        return before.answer()
    if after.key != before.key:
        await _require_free_name(tx, entry, after.name)
    await tx.run(queries.UPDATE_CATEGORY, _update_params(entry, after))
    await record(tx, entry, KIND, after.id, before.snapshot(), after.snapshot())
    return after.answer()


def _changed(before: Category, changes: CategoryChanges, entry: Entry) -> Category:
    name = before.name if changes.name is None else changes.name
    archived_at = before.archived_at
    if changes.archived is True and archived_at is None:
        archived_at = entry.now_ms
    if changes.archived is False:
        archived_at = None
    return Category(
        id=before.id,
        name=name,
        key=key_of(name),
        search_text=search_text(name),
        colour=changes.colour or before.colour,
        icon=changes.icon or before.icon,
        position=before.position if changes.position is None else changes.position,
        created_at=before.created_at,
        updated_at=entry.now_ms,
        archived_at=archived_at,
        revision=entry.revision,
    )


def _update_params(entry: Entry, category: Category) -> dict[str, Any]:
    return {
        "wallet": entry.wallet.id,
        "which": category.id,
        "new_name": category.name,
        "new_key": category.key,
        "new_search_text": category.search_text,
        "new_colour": category.colour,
        "new_icon": category.icon,
        "new_position": category.position,
        "new_archived_at": category.archived_at,
        "now": entry.now_ms,
        "stamp": entry.revision,
    }


async def _require_free_name(tx: WriteTransaction, entry: Entry, name: str) -> None:
    if await categories_by_key(tx, entry.wallet.id, [key_of(name)]):
        raise CategoryExists


async def _append(
    tx: WriteTransaction, entry: Entry, category_id: str, name: str, look: NewCategory
) -> Category:
    others = await tx.all(queries.PLACES_AND_COLOURS, {"wallet": entry.wallet.id})
    position = others[-1]["position"] + 1 if others else 0
    colour = look.colour or _colour_beside([row["colour"] for row in others if row["archived_at"] is None])
    return await _insert(tx, entry, category_id, name, position, (look.icon or "dots", colour))


def _colour_beside(taken: Sequence[str]) -> str:
    """The colour fewest of the others have, in their order, and not that of the last of them.

    Equals are taken from the end: the first defaults are used the most, and a chart of a month
    would show the newcomer as one with them.
    """
    palette = [colour for _, _, colour in reversed(DEFAULTS)]
    return min(palette, key=lambda colour: (taken.count(colour), colour in taken[-1:]))


async def _insert(
    tx: WriteTransaction,
    entry: Entry,
    category_id: str,
    name: str,
    position: int,
    look: tuple[str, str],
) -> Category:
    values: Mapping[str, Any] = {
        "id": category_id,
        "name": name,
        "key": key_of(name),
        "search_text": search_text(name),
        "icon": look[0],
        "colour": look[1],
        "position": position,
        "created_at": entry.now_ms,
        "updated_at": entry.now_ms,
        "archived_at": None,
        "revision": entry.revision,
    }
    category = Category(**values)
    await tx.run(queries.INSERT_CATEGORY, {"wallet_id": entry.wallet.id, **values})
    await record(tx, entry, KIND, category.id, None, category.snapshot())
    return category


def _category(row: Row) -> Category:
    return Category(
        id=row["id"],
        name=row["name"],
        key=row["key"],
        search_text=row["search_text"],
        colour=row["colour"],
        icon=row["icon"],
        position=row["position"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        archived_at=row["archived_at"],
        revision=row["revision"],
    )
