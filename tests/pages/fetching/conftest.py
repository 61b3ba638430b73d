import pytest
from site_server import serving

from khabar.pages.fetching.client import open_fetcher
from khabar.settings import Settings

INTRANET = Settings(allow_private=True, site_seconds=0.0, request_seconds=5.0, silence_seconds=2.0)


@pytest.fixture
def site():
    with serving() as one:
        yield one


@pytest.fixture
def fetcher():
    with open_fetcher(INTRANET, "0") as one:
        yield one
