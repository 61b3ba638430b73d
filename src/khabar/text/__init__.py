"""Article -> Sentence, and words -> values, with no knowledge of events."""
