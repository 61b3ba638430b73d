"""The web face under load: a record of 100,000 events, and visitors on loopback."""
