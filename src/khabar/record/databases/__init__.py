"""What differs between SQLite and PostgreSQL, and how a record of an older version is brought up."""
