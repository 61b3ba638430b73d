"""HTML pages: one parse, one walk, one verdict for every block."""
