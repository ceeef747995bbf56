"""Use cases: one verb a file, one transaction each. The only place where a transaction begins."""
