"""Answers that any text can be put into."""

import json

from starlette.responses import JSONResponse


class WireResponse(JSONResponse):
    """JSON in UTF-8; texts that UTF-8 cannot carry (lone surrogates) are escaped."""

    def render(self, content: object) -> bytes:
        """The body."""
        try:
            return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        except UnicodeEncodeError:
            return json.dumps(content, separators=(",", ":")).encode()
