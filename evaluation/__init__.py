"""How well and how fast sayso reads: the gate, its measures, its corpus and the benchmark."""
