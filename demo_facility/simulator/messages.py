"""Statements -> message bodies, serialised by pyicat-plus itself: the bytes are those of the real client.

The client's outbox is replaced by a list, so nothing leaves this process; dates, machine and software come from the
scenario, so the same scenario and seed give the same bytes anywhere.
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pyicat_plus.client._internal.messaging import IcatMessagingClient
from pyicat_plus.client.main import IcatClient

from .errors import DemoError
from .scenario import Scenario
from .session import Session, Statement

INGEST = "/queue/icatIngest"
UPDATE = "/queue/icatUpdateDatasetMetadata"


@dataclass(frozen=True)
class Message:
    """One body and where it goes. Messages with the same key keep their order, as one producer sends them one after the other."""

    destination: str
    content_type: str
    body: bytes
    about: str
    key: tuple
    refused: bool = False


@contextmanager
def _outbox():
    """While open, what pyicat-plus would put on the wire lands in the list."""
    sent: list[bytes] = []
    original = {name: getattr(IcatMessagingClient, name) for name in ("send", "reconnect", "disconnect")}
    IcatMessagingClient.send = lambda self, data: sent.append(data)
    IcatMessagingClient.reconnect = IcatMessagingClient.disconnect = lambda self: None
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # it logs every value that its definitions call invalid, and sends it all the same
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield sent
    finally:
        logging.disable(level)
        for name, function in original.items():
            setattr(IcatMessagingClient, name, function)


def _investigation_body(client: IcatClient, scenario: Scenario) -> None:
    client.start_investigation(
        beamline=scenario.beamline, proposal=scenario.proposal, start_datetime=scenario.investigation_start
    )


def _statement_body(client: IcatClient, scenario: Scenario, statement: Statement) -> None:
    metadata = {
        "Sample_name": statement.sample,
        **statement.parameters,
        "startDate": statement.start,
        "endDate": statement.end,
        "machine": scenario.machine,
        "software": scenario.software,
    }
    about = dict(
        beamline=scenario.beamline, proposal=scenario.proposal, dataset=statement.name, path=statement.folder, metadata=metadata
    )
    if statement.processed:
        client.store_processed_data(raw=statement.inputs, **about)
    else:
        client.store_dataset(**about)


def _key(scenario: Scenario, statement: Statement) -> tuple:
    return (scenario.proposal, scenario.beamline, statement.folder, statement.name)


def session_messages(session: Session) -> list[Message]:
    """The messages of a session in natural order: the start of the investigation, then datasets as they end, then the dirt."""
    scenario = session.scenario
    statements = sorted(session.statements, key=lambda statement: statement.end)
    client = IcatClient(metadata_urls=["nowhere"], update_metadata_urls=["nowhere"])
    with _outbox() as sent:
        _investigation_body(client, scenario)
        for statement in statements:
            try:
                _statement_body(client, scenario, statement)
            except Exception as error:
                raise DemoError(
                    f"{scenario.name}: pyicat-plus refuses dataset {statement.name} at {statement.folder}: {error}"
                ) from error
    first = Message(
        INGEST, "application/xml", sent[0], f"start of {scenario.proposal} at {scenario.beamline}", ("start", scenario.name)
    )
    said = [
        Message(INGEST, "application/xml", body, f"{s.name} at {s.folder}", _key(scenario, s))
        for s, body in zip(statements, sent[1:])
    ]
    return [first, *said]


def update_message(session: Session, paths: list[str], name: str, value: str) -> Message:
    """A metadata update as pyicat-plus sends it: it names datasets by their folders."""
    scenario = session.scenario
    client = IcatClient(update_metadata_urls=["nowhere"])
    with _outbox() as sent:
        client.update_metadata(
            proposal=scenario.proposal,
            beamline=scenario.beamline_folder,
            dataset_paths=paths,
            metadata_name=name,
            metadata_value=value,
        )
    return Message(UPDATE, "application/json", sent[0], f"update of {name} at {paths[0]}", ("update", name, *paths))


def broken_copy(message: Message, cut_at: float) -> Message:
    """The same body cut off, as a client that dies while writing leaves it: no longer XML, so it must be refused."""
    body = message.body[: int(len(message.body) * cut_at)]
    return replace(message, body=body, about=f"cut copy of {message.about}", key=("broken", message.key), refused=True)
