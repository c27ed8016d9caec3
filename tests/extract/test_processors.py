"""Processors that a container allows."""

import os

import pytest

from sayso.extract.processors import count_processors


@pytest.mark.parametrize(
    ("line", "most"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", None), ("rubbish", None)]
)
def test_quota_bounds_the_affinity(tmp_path, line, most):
    quota = tmp_path / "cpu.max"
    quota.write_text(line)
    assert count_processors(quota) == (most or len(os.sched_getaffinity(0)))


def test_no_quota(tmp_path):
    assert count_processors(tmp_path / "missing") == len(os.sched_getaffinity(0))
