"""The schema's history. A migration never loses data in the release that stops using it."""
