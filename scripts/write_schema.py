"""Write docs/schema/sayso.article-1.schema.json from the models in sayso.schemas."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.schemas import article_schema

TARGET = Path(__file__).parents[1] / "docs" / "schema" / "sayso.article-1.schema.json"


def main() -> None:
    """Overwrite the file; tests/test_schemas.py fails while it is out of date."""
    TARGET.write_text(json.dumps(article_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
