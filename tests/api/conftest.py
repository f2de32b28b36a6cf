import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from contract import ContractSession  # noqa: E402
from weft_server import WeftServer  # noqa: E402

RAW = "/data/visitor/mx2485/id30a1/20230425/RAW_DATA/lyso/lyso_{:04}"
PROCESSED = "/data/visitor/mx2485/id30a1/20230425/PROCESSED_DATA/lyso/lyso_{:04}/autoproc"


def dataset(location: str, name: str, inputs=(), sample="lyso", **parameters) -> str:
    """A message as pyicat-plus 3.1 writes it."""
    values = {"Sample_name": sample, **parameters}
    if inputs:
        values["input_datasets"] = ",".join(inputs)
    body = "".join(f"<tns:parameter><tns:name>{k}</tns:name><tns:value>{v}</tns:value></tns:parameter>"
                   for k, v in values.items())
    return (
        '<tns:dataset xmlns:tns="http://www.esrf.fr/icat" complete="true">'
        "<tns:investigation>mx2485</tns:investigation><tns:instrument>id30a1</tns:instrument>"
        f"<tns:name>{name}</tns:name><tns:location>{location}</tns:location>"
        "<tns:startDate>2023-04-25T10:00:00+02:00</tns:startDate><tns:endDate>2023-04-25T10:01:00+02:00</tns:endDate>"
        f"<tns:sample><tns:name>{sample}</tns:name></tns:sample>{body}</tns:dataset>"
    )


def post(session, body, **query):
    response = session.post("/api/v1/messages", data=body.encode(), params=query)
    assert response.status_code == 202, response.text
    return response.json()["seq"]


@pytest.fixture(scope="session")
def weft():
    with WeftServer(options=["--request-ms", "1500"]) as server:
        yield server


@pytest.fixture(scope="session")
def impatient():
    """Waits 150 ms for what is not there yet, so that asking for the future is answered soon."""
    with WeftServer(options=["--patience-ms", "150"]) as server:
        fill(ContractSession(server.http))
        yield server


@pytest.fixture(scope="session")
def http(weft):
    return fill(ContractSession(weft.http))


def fill(session):
    """Ten raw datasets, each with a processed one, one merge of all, one output that waits for its input."""
    for i in range(10):
        post(session, dataset(RAW.format(i), f"lyso_{i:04}", EM_voltage="300000", definition="MX"))
        post(session, dataset(PROCESSED.format(i), "autoproc", [RAW.format(i)], Process_program="autoPROC"))
    post(session, dataset(PROCESSED.format(99), "merge", [PROCESSED.format(i) for i in range(10)]))
    post(session, dataset(PROCESSED.format(98), "waits", [RAW.format(500)]))
    post(session, "this is no message")
    post(session, dataset(RAW.format(0), "lyso_0000", EM_voltage="200000"), wait="true")
    return session
