"""What a face for everybody does not show: names of private persons, places finer than a town."""
