"""The list of rooms is the architecture: what breaks it is refused in a sentence, with file and line."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SERVER = PROJECT / "server"


def check_rooms(server: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["cmake", f"-DSERVER_DIR={server}", "-P", str(server / "rooms_check.cmake")],
        capture_output=True,
        text=True,
    )


def sentences(run: subprocess.CompletedProcess) -> str:
    """What cmake said; it wraps long messages, so blanks are made single."""
    return re.sub(r"\s+", " ", run.stderr)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A copy of server/ in which rules may be broken."""
    return Path(shutil.copytree(SERVER, tmp_path / "server"))


def plant(server: Path, file: str, line: int, text: str) -> None:
    """Writes a file of comments with `text` at `line`."""
    path = server / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("// a line\n" * (line - 1) + text + "\n")


def uses(server: Path, room: str) -> str:
    found = re.search(rf"^room\({room}\s+USES ([^)]*)\)", (server / "rooms.cmake").read_text(), re.M)
    assert found, f"room({room} ...) is not in rooms.cmake"
    return found.group(1)


def test_the_tree_as_it_is_keeps_the_rules(server):
    run = check_rooms(server)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""


def test_an_include_of_a_room_that_is_not_listed_is_refused(server):
    plant(server, "search/plan.cpp", 12, '#include "ingest/inbox.h"')
    run = check_rooms(server)
    assert run.returncode != 0
    assert "search/plan.cpp:12 includes ingest/: search may use store lineage definitions model base" in sentences(run)


def test_the_sentence_names_what_the_list_allows(server):
    plant(server, "catalogue/planted.h", 3, '#include "search/search.h"')
    run = check_rooms(server)
    assert run.returncode != 0
    assert f"catalogue/planted.h:3 includes search/: catalogue may use {uses(server, 'catalogue')}" in sentences(run)


def test_the_lowest_room_may_use_no_other(server):
    plant(server, "base/planted.cpp", 1, '#include "model/dataset.h"')
    assert "base/planted.cpp:1 includes model/: base may use no other room" in sentences(check_rooms(server))


def test_angle_brackets_and_blanks_do_not_hide_an_include(server):
    plant(server, "search/planted.cpp", 2, "  #  include <ingest/inbox.h>")
    run = check_rooms(server)
    assert run.returncode != 0
    assert "search/planted.cpp:2 includes ingest/" in sentences(run)


def test_a_sub_folder_is_private_to_its_room(server):
    plant(server, "store/sqlite/planted.h", 1, "#pragma once")
    plant(server, "store/planted.cpp", 1, '#include "store/sqlite/planted.h"')
    assert check_rooms(server).returncode == 0
    plant(server, "catalogue/planted.cpp", 7, '#include "store/sqlite/planted.h"')
    run = check_rooms(server)
    assert run.returncode != 0
    assert "catalogue/planted.cpp:7 includes store/sqlite/planted.h: a sub-folder is private to its room" in sentences(run)


def test_an_include_does_not_climb(server):
    plant(server, "search/planted.cpp", 1, '#include "../ingest/inbox.h"')
    run = check_rooms(server)
    assert run.returncode != 0
    assert "search/planted.cpp:1 includes ../ingest/inbox.h: write the path from server/, without .." in sentences(run)


def test_a_room_lists_only_rooms_above_it(server):
    rooms = server / "rooms.cmake"
    rooms.write_text(rooms.read_text().replace("room(base)", "room(base USES app)"))
    run = check_rooms(server)
    assert run.returncode != 0
    assert "rooms.cmake: base lists app, which is not above it" in sentences(run)


def test_a_folder_of_sources_is_a_room(server):
    plant(server, "attic/planted.cpp", 1, "// nothing")
    run = check_rooms(server)
    assert run.returncode != 0
    assert "attic/ is no room: give it a line in rooms.cmake, room(attic USES ...)" in sentences(run)


def test_configuring_fails_with_the_same_sentence(server):
    """server/CMakeLists.txt asks too, before anything is compiled."""
    text = (server / "CMakeLists.txt").read_text()
    assert re.search(r"^check_rooms\(\$\{CMAKE_CURRENT_SOURCE_DIR\}\)", text, re.M)


# A heavy library costs its compile time once: in the .cpp that hides it.

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def includes(pattern: str) -> list[tuple[str, str]]:
    """(file, what it includes), for every source of the server."""
    return [
        (str(path.relative_to(SERVER)), name)
        for path in sorted(SERVER.rglob(pattern))
        for name in INCLUDE.findall(path.read_text())
    ]


def test_one_file_includes_all_of_asio():
    whole = {file for file, name in includes("*.*") if name == "boost/asio.hpp"}
    assert whole <= {"net/net.cpp"}


HEAVY = ("simdjson", "rapidjson/", "pugixml", "SQLiteCpp/", "sqlite3.h", "toml++/", "boost/beast", "boost/asio.hpp",
         "spdlog/", "CLI/", "udunits2.h")


def test_no_header_that_other_rooms_see_includes_a_heavy_library():
    public = [(file, name) for file, name in includes("*.h") if file.count("/") == 1]
    heavy = [f"{file} includes {name}" for file, name in public if name.startswith(HEAVY)]
    assert heavy == []
