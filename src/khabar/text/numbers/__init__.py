"""Words that count."""
