"""What a site says of its articles: feeds, sitemaps, front pages."""
