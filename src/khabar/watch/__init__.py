"""Sources asked again and again: what they name is read into a record, what changes is told."""
