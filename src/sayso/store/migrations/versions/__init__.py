"""One module a version, ``v0001_…``, numbered in order."""
