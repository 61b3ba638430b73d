"""The web face of one record: it looks through the record, and reads no page itself."""
