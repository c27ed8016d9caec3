"""What all wire forms share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0, description="Counted in Unicode code points.")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Span = Annotated[tuple[Offset, Offset], Field(description="[start, end): a half-open range of the article's `text`.")]


class Wire(BaseModel):
    """Base of all wire forms: unknown fields are allowed, since later versions add some."""

    model_config = ConfigDict(extra="allow", frozen=True)
