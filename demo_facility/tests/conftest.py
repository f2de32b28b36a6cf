import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


@pytest.fixture(scope="session")
def everything(tmp_path_factory):
    """One run of all scenarios as they are: what it expects by scenario, and the messages in sending order."""
    from simulation import sent, simulate

    bodies = tmp_path_factory.mktemp("bodies") / "out"
    expected = simulate(tmp_path_factory.mktemp("facility"), "--out", str(bodies))
    return {i["scenario"]: i for i in expected["investigations"]}, sent(bodies)


@pytest.fixture(scope="session")
def messages(everything):
    return everything[1]
