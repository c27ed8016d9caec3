"""Write docs/schema/*.json from the models in sayso.schemas."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.schemas import article_schema, claims_schema

FOLDER = Path(__file__).parents[1] / "docs" / "schema"


def main() -> None:
    """Overwrite the files; tests/test_schemas.py and tests/test_claims_schema.py fail while one is out of date."""
    for name, schema in (("sayso.article-1.schema.json", article_schema()), ("claims.json", claims_schema())):
        (FOLDER / name).write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
