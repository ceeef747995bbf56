"""Letters: what is e-mailed, to whom, how. Knows nothing of databases or web requests."""
