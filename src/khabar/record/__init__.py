"""The store of pages, articles, claims, links and decisions; events are always built from these."""
