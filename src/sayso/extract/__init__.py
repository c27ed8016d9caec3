"""Finding statements: text in, attributions out. onnxruntime, tokenizers and numpy live here and nowhere else."""
