"""The command line: which scenarios, where the folders go, where the messages go."""

from __future__ import annotations

import argparse
import json
import sys

from . import dirt, expect, order, scenario, send_folder, send_http, send_stomp, techniques
from .disk import Disk
from .errors import DemoError
from .messages import Message
from .patience import Pace
from .session import Session

_EXAMPLES = """examples:
  python -m simulator --list
  python -m simulator --root /tmp/facility --stomp 127.0.0.1:61613 --receipts
  python -m simulator --root /tmp/facility --http http://127.0.0.1:8080 --scenario cryoet --set tilts=7 --set extra_ctf_files=1
  python -m simulator --root /tmp/facility --out /tmp/bodies --seed 7 --expect
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="Writes the folders of a small facility and sends the messages its instruments would send.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--root", metavar="DIR", help="folder for visitor/PROPOSAL/INSTRUMENT/SESSION; no part of it may be called 'data'"
    )
    door = parser.add_mutually_exclusive_group()
    door.add_argument("--stomp", metavar="HOST:PORT", help="send to this STOMP door")
    door.add_argument("--http", metavar="URL", help="send to this server's POST /api/v1/messages")
    door.add_argument("--out", metavar="DIR", help="write the messages as numbered files instead")
    parser.add_argument("--scenario", nargs="+", metavar="NAME", help="scenarios by name or by path (*.yaml); all by default")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="change a setting of a scenario: tilts=7 or cryoet.tilts=7",
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same files, bodies and order (default 1)")
    parser.add_argument(
        "--order", choices=("shuffled", "natural"), default="shuffled", help="order of sending (default shuffled)"
    )
    parser.add_argument(
        "--order-seed", type=int, metavar="N", help="another shuffled order of the same messages (default: the seed)"
    )
    parser.add_argument(
        "--receipts", action="store_true", help="STOMP: ask a receipt for each message; send again only what had none"
    )
    parser.add_argument("--rate", type=float, metavar="N", help="at most N messages a second")
    parser.add_argument(
        "--deadline",
        type=float,
        default=60.0,
        metavar="S",
        help="give up when nothing was taken for so many seconds (default 60)",
    )
    parser.add_argument("--dry-run", action="store_true", help="write and send nothing; say what would be sent, in order")
    parser.add_argument("--expect", action="store_true", help="print as JSON what the catalogue must show afterwards")
    parser.add_argument("--list", action="store_true", help="list the scenarios and their settings")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _progress(total: int):
    """A line on a terminal, every tenth part elsewhere."""
    shown = -1

    def show(done: int) -> None:
        nonlocal shown
        tenth = done * 10 // total
        if tenth == shown and not (sys.stderr.isatty() and done % 10 == 0):
            return
        shown = tenth
        end = "\r" if sys.stderr.isatty() and done < total else "\n"
        print(f"  {done}/{total} messages", file=sys.stderr, end=end, flush=True)

    return show


def _list() -> None:
    for name in scenario.available():
        known = scenario.load(name)
        plain = {key: value for key, value in known.settings.items() if isinstance(value, (int, float, str))}
        print(f"{name:12} {known.title} ({known.proposal}, {known.beamline})")
        print("             --set " + "  ".join(f"{key}={value}" for key, value in plain.items()))


def _simulate(name: str, arguments, changes, disk: Disk) -> tuple[Session, list[Message]]:
    session = Session(scenario.load(name, changes), disk, arguments.seed)
    techniques.run(session)
    dirt.soil_statements(session)
    messages = dirt.soiled_messages(session)
    written = "would be written" if disk.dry else "written"
    _say(
        f"{session.scenario.name}: {disk.measure(session.folder)[0]} files {written} to {session.folder}, {len(messages)} messages ready"
    )
    return session, messages


def _send(messages: list[Message], arguments) -> None:
    pace, progress = Pace(arguments.rate), _progress(len(messages))
    if arguments.stomp:
        host, port = send_stomp.parse_address(arguments.stomp)
        _say(send_stomp.send(messages, host, port, arguments.receipts, pace, arguments.deadline, progress))
    elif arguments.http:
        _say(send_http.send(messages, arguments.http, pace, arguments.deadline, progress))
    elif arguments.out:
        _say(send_folder.send(messages, arguments.out, progress))
    else:
        _say("nothing sent: choose --stomp, --http or --out")


def run(arguments) -> int:
    if arguments.list:
        _list()
        return 0
    if not arguments.root:
        raise DemoError("--root DIR is missing: the folder below which the facility's files are written")
    if arguments.receipts and not arguments.stomp:
        raise DemoError("--receipts belongs to --stomp; HTTP answers each message anyway")
    if arguments.stomp:
        send_stomp.parse_address(arguments.stomp)
    names = arguments.scenario or scenario.available()
    changes = scenario.parse_changes(arguments.set, names)
    disk = Disk(arguments.root, dry=arguments.dry_run)
    sessions = [_simulate(name, arguments, changes, disk) for name in names]
    every = [message for _, messages in sessions for message in messages]
    order_seed = arguments.seed if arguments.order_seed is None else arguments.order_seed
    arranged = order.arrange(every, arguments.order, order_seed)
    if arguments.expect:
        print(json.dumps(expect.expect(sessions), indent=1, ensure_ascii=False))
    if arguments.dry_run:
        for message in arranged:
            _say(f"{message.destination}  {len(message.body):6} bytes  {message.about}")
    else:
        _send(arranged, arguments)
    return 0


def main(arguments: list[str] | None = None) -> int:
    try:
        return run(_parser().parse_args(arguments))
    except DemoError as error:
        _say(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        _say("stopped")
        return 130
