"""Looking into a record: what filters ask for, one event, one article, words, books."""
