import pytest
from weft_server import WeftServer


@pytest.fixture(scope="module")
def weft():
    with WeftServer() as server:
        yield server
