"""How many processors this process may use.

onnxruntime counts the machine's, whatever a container or ``taskset`` allows
(onnxruntime issues 8313 and 29510).
"""

from __future__ import annotations

import os
from math import ceil
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup/cpu.max")


def count_processors(quota: Path = CGROUP) -> int:
    """Processors allowed by affinity and by the cgroup's quota (version 2), at least 1."""
    affinity = getattr(os, "sched_getaffinity", None)
    allowed = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(allowed, _quota(quota) or allowed))


def _quota(path: Path) -> int | None:
    try:
        most, period = path.read_text(encoding="ascii").split()
        return None if most == "max" else ceil(int(most) / int(period))
    except (OSError, ValueError):
        return None
