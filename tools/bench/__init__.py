"""The benchmark: what one act costs, measured against the same writes by hand. For maintainers."""
