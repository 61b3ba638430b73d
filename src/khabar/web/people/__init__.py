"""Who looks at a record, what each may do, and what keeps strangers from doing it in their name."""
