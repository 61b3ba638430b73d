"""Which machine an address leads to: requests to one are made one after another."""

from urllib.parse import urlsplit


def name_host(address: str) -> str:
    """The host and port of an address, in lower case; the whole address where it has none.

    >>> name_host("https://www.Coast.example/raid"), name_host("http://127.0.0.1:8080/a")
    ('www.coast.example', '127.0.0.1:8080')
    """
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.hostname}{port}" if parts.hostname else address
    except ValueError:
        return address
