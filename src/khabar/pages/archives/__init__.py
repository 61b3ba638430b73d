"""Files that hold many pages."""
