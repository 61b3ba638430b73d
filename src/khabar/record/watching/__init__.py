"""What a watch keeps in a record: addresses named, the state of sources, notices."""
