"""The history: an append-only, chained log of facts, and the proof that nobody changed it."""
