"""What statements mean: who speaks, how, how surely, when, through whom and with what figures."""
