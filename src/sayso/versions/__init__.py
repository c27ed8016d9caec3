"""What changed between two versions of an article: its words, its statements, and whether anybody said so."""
