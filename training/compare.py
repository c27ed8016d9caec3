"""Score a model folder on a gold file: ``python -m training.compare --model DIR --gold FILE``.

Prints one line of scores as the corpus's own scorer counts them. Texts are read
from the gold file; nothing else of it reaches the tagger.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from sayso.extract.tagger import OnnxTagger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int)
    parser.add_argument("--nested", action="store_true", help="predict nested attributions too")
    parser.add_argument("--threads", type=int)
    args = parser.parse_args()
    tagger = OnnxTagger(args.model, threads=args.threads)
    golds = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()][: args.most]
    began, words = time.perf_counter(), 0
    with args.out.open("w", encoding="utf-8") as out:
        for gold in golds:
            rows = [
                {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")}
                | {"confidence": a.confidence}
                for a in tagger.read(gold["text"]).attributions
                if a.parent is None or args.nested
            ]
            words += len(gold["text"].split())
            out.write(json.dumps({"id": gold["id"], "attributions": rows}) + "\n")
    seconds = time.perf_counter() - began
    short = args.out.with_suffix(".gold")
    short.write_text("".join(json.dumps(g) + "\n" for g in golds), encoding="utf-8")
    print(f"{words / seconds:.0f} words a second", flush=True)
    subprocess.run([sys.executable, str(args.scorer), str(short), str(args.out)], check=True)


if __name__ == "__main__":
    main()
