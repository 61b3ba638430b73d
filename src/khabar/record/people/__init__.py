"""What people are in a record: accounts and sessions, and what they write about what was read."""
