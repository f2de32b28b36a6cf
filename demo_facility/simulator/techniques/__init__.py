"""One file a technique: each writes the folders of a session and says its datasets."""

from ..errors import DemoError
from ..session import Session
from . import biosaxs, cryoet, mx, tomography

_TECHNIQUES = {"cryoet": cryoet.run, "biosaxs": biosaxs.run, "mx": mx.run, "tomography": tomography.run}


def run(session: Session) -> None:
    technique = session.scenario.technique
    if technique not in _TECHNIQUES:
        raise DemoError(f"{session.scenario.name}: technique {technique!r} is unknown; known are {', '.join(_TECHNIQUES)}")
    _TECHNIQUES[technique](session)
