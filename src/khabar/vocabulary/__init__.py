"""What the vocabulary is made of; `khabar.vocab` is its public face."""
