"""Plain text as scraped."""
