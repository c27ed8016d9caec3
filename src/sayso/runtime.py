"""Opening the models that ship: int8 ONNX sessions and their tokenizers. The one place that imports their runtimes.

A call is the unit of every model here: int8 scales are taken per call, so what stands
together in a call must belong together (docs/decisions/0002).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sayso.errors import ModelError

UNFUSED: Final = ("SkipLayerNormFusion",)
"""Its kernel takes five times what the addition and the normalization take apart (1.05 against 0.2 ms a layer
and window)."""


def open_session(path: Path) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    """A session on one processor; callers that have several run calls side by side.

    Raises ModelError where the file is missing or damaged.
    """
    import onnxruntime  # noqa: PLC0415 - takes a fifth of a second, and most of sayso needs none of it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows run side by side, which scales better than splitting one
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Memory from the arena: fresh pages for every table of attention took a quarter of all time. Windows differ
    # in length, so there is no pattern of use to plan for.
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(UNFUSED)
        )
    except Exception as error:  # onnxruntime's exceptions share no base of their own
        raise damaged(path) from error


def open_tokenizer(path: Path) -> Any:  # noqa: ANN401 - its stubs say less than its documentation
    """A tokenizer that neither pads nor cuts. Raises ModelError where the file is missing or damaged."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - as above

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # a plain Exception is all that tokenizers raises
        raise damaged(path) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def damaged(path: Path) -> ModelError:
    """The error that a model's missing or damaged file ends in."""
    return ModelError(f"the model's file {path} is missing or damaged", hint="install sayso again, or run `make setup`")
