"""What visitors say about events and articles: beside the record, never in what was read."""
