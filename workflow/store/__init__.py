"""The store: one set of tables for SQLite and PostgreSQL. Knows rows and transactions, and no rule."""
