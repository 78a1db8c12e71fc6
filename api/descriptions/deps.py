"""What the route of the known descriptions reads from a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import BeforeValidator

from api.descriptions.service import Beginning
from api.expenses.deps import LONGEST_TEXT, plain_numeral, searched_text


async def _beginning(
    q: Annotated[
        str, Query(description="What has been typed of the description", max_length=LONGEST_TEXT)
    ] = "",
    limit: Annotated[
        int,
        Query(ge=1, le=50, description="How many descriptions at most"),
        BeforeValidator(plain_numeral, json_schema_input_type=int),
    ] = 8,
) -> Beginning:
    return Beginning.of(searched_text(q), limit)


RequestedBeginning = Annotated[Beginning, Depends(_beginning)]
"""What descriptions are to begin with, and how many are wanted."""
