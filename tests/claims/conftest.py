import pytest

from khabar.text import parse


@pytest.fixture(autouse=True, scope="module")
def _keep_parses():
    from kept_parser import load

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "load", load)
        yield
