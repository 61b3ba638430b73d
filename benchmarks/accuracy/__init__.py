"""Accuracy on gold data: an adapter for each set maps what khabar reads and reads nothing itself."""
