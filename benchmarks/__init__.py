"""Measurements: accuracy on gold data made by others, speed against peers. Not part of the package."""
