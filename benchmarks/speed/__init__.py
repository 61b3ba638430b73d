"""Speed: khabar against the stack that a user would put together, on pages composed here.

`phrases.toml` and `prose` give the sentences, `site` and `stream` the pages, `readers` the two
contestants, `contest` the alternating runs, `footprint` start-up and memory.
"""
