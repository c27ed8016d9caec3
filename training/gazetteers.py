"""Makes the name lists of the meaning layer from packages: ``python -m training.gazetteers names-0.3.0.tar.gz``.

The argument is the source archive of the package ``names`` 0.3.0 (MIT), which holds the first
names of the United States census of 1990 (public domain). First names of other countries come from
``faker`` (MIT), countries from ``countryinfo`` (MIT).
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tarfile
import unicodedata
from collections import defaultdict
from pathlib import Path

import countryinfo
from faker.providers import person

DATA = Path("src/sayso/meaning/data")
CENSUS = {"f": "names-0.3.0/names/dist.female.first", "m": "names-0.3.0/names/dist.male.first"}
SURE = 0.75
"""A name counts for a gender when at least this share of its weight does."""
CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуўфхцчшщъыьэюяё",
        "a b v g g d e ye zh z i i yi y k l m n o p r s t u w f kh ts ch sh shch _ y _ e yu ya yo".replace(
            "_", ""
        ).split(" "),
        strict=True,
    )
)


def main() -> None:
    write_first_names(Path(sys.argv[1]))
    write_countries()


def write_first_names(archive: Path) -> None:
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for gender, name, weight in [*census(archive), *locales()]:
        weights[name][gender] += weight
    lines = []
    for name, by in sorted(weights.items()):
        share = by["f"] / (by["f"] + by["m"])
        gender = "f" if share >= SURE else "m" if share <= 1 - SURE else "u"
        lines.append(f"{name}\t{gender}")
    head = """# First names with the gender they mostly go with: f, m, or u where it is open.
# Made by training/gazetteers.py from the package names 0.3.0 (MIT; United States census of 1990, public domain)
# and faker (MIT), whose lists of first names of some seventy countries were folded to plain letters.
"""
    (DATA / "first-names.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "first names")


def census(archive: Path):
    """The census gives per cent of all bearers of that sex: rare names weigh little against common ones."""
    with tarfile.open(archive) as tar:
        for gender, member in CENSUS.items():
            for line in tar.extractfile(member).read().decode().splitlines():
                name, percent, *_ = line.split()
                yield gender, name.lower(), max(float(percent), 0.001)


def locales():
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for gender, word in (("f", "female"), ("m", "male")):
            names = {
                *getattr(provider, f"first_names_{word}", ()),
                *getattr(provider, f"first_romanized_names_{word}", ()),
            }
            # Japanese names come as (kanji, kana, romaji).
            names |= {pair[-1] for pair in getattr(provider, f"first_name_{word}_pairs", ())}
            for folded in map(fold, names):
                yield from ((gender, form, 0.01) for form in spellings(folded) if form)


def fold(name: str) -> str:
    """A name in plain lower-case Latin letters; empty where it cannot be written so, or is no single word."""
    latin = "".join(CYRILLIC.get(letter, letter) for letter in name.lower())
    latin = latin.translate(
        str.maketrans(
            {
                "ø": "o",
                "ł": "l",
                "đ": "d",
                "ı": "i",
                "æ": "ae",
                "ß": "ss",
                "ð": "d",
                "þ": "th",
                "ə": "a",
                "’": "",
                "'": "",
            }
        )
    )
    plain = "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))
    return plain if plain.isascii() and plain.isalpha() and len(plain) > 1 else ""


def spellings(name: str) -> set[str]:
    """The name, and for Dmitriy also Dmitry and Dmitri."""
    return {name, name[:-2] + "y", name[:-2] + "i"} if name.endswith("iy") else {name}


def write_countries() -> None:
    entries = [country.info() for country in countryinfo.all_countries()]
    fields = ("name", "capital", "demonym")
    lines = ["\t".join(str(entry.get(field) or "-") for field in fields) for entry in entries]
    head = """# Countries with their capitals and the names of their people.
# Made by training/gazetteers.py from the package countryinfo 1.0.1 (MIT).
"""
    (DATA / "countries.txt").write_text(head + "\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(len(lines), "countries")


if __name__ == "__main__":
    main()
