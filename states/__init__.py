"""Pure rules: what a submission is, who may act on it, what follows. No clock, no input or output."""
