"""The application: settings, use cases, the store, the history, papers, entrances."""
