"""Whether two statements say the same, oppose each other, or speak of the same matter."""
