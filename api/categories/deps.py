"""What routes read from a path that names a category."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from api.errors import NotFound
from api.ids import parse_id


async def _category_id(category_id: Annotated[str, Path(description="The category's id")]) -> str:
    canonical = parse_id(category_id)
    if canonical is None:
        raise NotFound
    return canonical


CategoryId = Annotated[str, Depends(_category_id)]
"""The id in the path; one that is no UUID is as unknown as any other."""
