"""Where the judge's model lies, and what its files are called."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

EMBEDDER: Final = "embedder.onnx"
JUDGE: Final = "judge.onnx"
TOKENIZER: Final = "tokenizer.json"
SETTINGS: Final = "judge.json"


def model_folder() -> Path:
    """Where the shipped model lies."""
    return Path(str(files("sayso.judge") / "model"))
