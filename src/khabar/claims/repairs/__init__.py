"""What the parser gets wrong on news sentences, mended before anybody reads the tree."""
