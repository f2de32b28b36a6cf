"""The steps of ./check after installing: each prints one line with its time, the last line is the sum.

What counts as one test: a GoogleTest test, a pytest test, a Vitest test, a flow in the browser, a page without complaint of
axe, a fuzz target, the formatting, the portal's build. A test program that crashes
or hangs, and a build that fails, count as one failure each.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LOGS = PROJECT / "build" / "check"
JOBS = int(os.environ.get("WEFT_JOBS") or os.cpu_count() or 2)
SANITIZERS = {
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "LSAN_OPTIONS": f"suppressions={PROJECT}/tests/leaks-of-others.txt:print_suppressions=0",
    "ASAN_SYMBOLIZER_PATH": "/usr/lib/llvm-14/bin/llvm-symbolizer",
}
TAIL = 40  # lines of a log shown when something failed


@dataclass
class Count:
    passed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)  # a sentence each, with the log to read

    def add(self, other: "Count") -> None:
        self.passed += other.passed
        self.skipped += other.skipped
        self.failures += other.failures

    def plus_one(self) -> "Count":
        self.passed += 1
        return self

    def __str__(self) -> str:
        parts = [f"{self.passed} passed"]
        parts += [f"{len(self.failures)} failed"] if self.failures else []
        parts += [f"{self.skipped} skipped"] if self.skipped else []
        return ", ".join(parts)


def run(command: list, log: Path, seconds: float, **environment: str) -> int | None:
    """Runs a command with its output appended to `log`. Its exit code, or None when it took longer than `seconds`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as out:
        print("$", *command, file=out, flush=True)
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=PROJECT,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            end_session(process)


def end_session(process: subprocess.Popen) -> None:
    """Ends the command and what it started and left running."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def how_it_ended(code: int | None, seconds: float) -> str:
    if code is None:
        return f"still ran after {seconds:.0f} s"
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def torture(options: argparse.Namespace) -> dict[str, str]:
    """Tests that can go on for hours read this."""
    return {"WEFT_TORTURE": "long"} if options.full else {}


def fresh_log(name: str) -> Path:
    log = LOGS / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    return log


def shown(path: Path) -> str:
    return str(path.relative_to(PROJECT))


# --- Steps -------------------------------------------------------------------------------------------------------


def check_format(_) -> Count:
    log = fresh_log("format")
    code = run(["tools/format", "--check"], log, 300)
    return Count(passed=1) if code == 0 else Count(failures=[f"formatting: run tools/format ({shown(log)})"])


def build(preset: str, target: str) -> Count:
    log = fresh_log(f"build-{preset}")
    for command in (["cmake", "--preset", preset], ["cmake", "--build", f"build/{preset}", "-j", JOBS, "-t", target]):
        code = run(command, log, 3600)
        if code != 0:
            return Count(failures=[f"build {preset}: {how_it_ended(code, 3600)} ({shown(log)})"])
    return Count()


def build_release(_) -> Count:
    """All, and the measurements, which nobody would notice to be broken."""
    count = build("release", "all")
    return count if count.failures else build("release", "benches")


def unit_tests(preset: str, seconds: float, prefix=(), **environment: str) -> Count:
    """Runs every test program that the build knows."""
    listed = subprocess.run(
        ["ctest", "--test-dir", f"build/{preset}", "--show-only=json-v1"], cwd=PROJECT, capture_output=True, check=True
    )
    count = Count()
    for test in json.loads(listed.stdout)["tests"]:
        command = [*prefix] + test.get("command", ["false"])
        count.add(test_program(f"{preset}-{test['name']}", command, seconds, **environment))
    return count


def test_program(name: str, command: list, seconds: float, **environment: str) -> Count:
    log = fresh_log(name)
    report = log.with_suffix(".json")
    report.unlink(missing_ok=True)
    code = run(command, log, seconds, GTEST_OUTPUT=f"json:{report}", **environment)
    count = gtest_report(name, report) if report.exists() else gtest_output(name, log)
    if code != 0 and not (count.failures and report.exists()):
        count.failures.append(f"{name}: {how_it_ended(code, seconds)} ({shown(log)})")
    if code == 0 and not report.exists():
        count.passed += 1  # a program that is not GoogleTest is one test
    return count


def gtest_report(name: str, report: Path) -> Count:
    count = Count()
    for suite in json.loads(report.read_text())["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("failures"):
                place = shown(report.with_suffix(".log"))
                count.failures.append(f"{name}: {suite['name']}.{test['name']} ({place})")
            elif test["status"] == "NOTRUN" or test["result"] == "SKIPPED":
                count.skipped += 1
            else:
                count.passed += 1
    return count


def gtest_output(name: str, log: Path) -> Count:
    """What a program had passed and failed before it crashed."""
    said = log.read_text(errors="replace")
    failed = re.findall(r"^\[  FAILED  \] (\S+) \(\d+ ms\)", said, re.M)
    return Count(
        passed=len(re.findall(r"^\[       OK \]", said, re.M)),
        failures=[f"{name}: {test} ({shown(log)})" for test in failed],
    )


def pytest_tests(name: str, folder: str, options: argparse.Namespace, prefix=(), **environment: str) -> Count:
    if not (PROJECT / folder).exists():
        return Count(failures=[f"{name}: there is no {folder}"])
    log = fresh_log(name)
    report = log.with_suffix(".xml")
    report.unlink(missing_ok=True)
    seconds = 4 * 3600 if options.full else 1800
    command = [*prefix, sys.executable, "-m", "pytest", folder, "-q", "--durations=10", f"--junitxml={report}"]
    code = run(command, log, seconds, **torture(options), **environment)
    count = junit_report(report, log) if report.exists() else Count()
    if code != 0 and not count.failures:
        count.failures.append(f"{name}: pytest {how_it_ended(code, seconds)} ({shown(log)})")
    return count


def junit_report(report: Path, log: Path) -> Count:
    count = Count()
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            count.failures.append(f"{case.get('classname')}.{case.get('name')} ({shown(log)})")
        elif case.find("skipped") is not None:
            count.skipped += 1
        else:
            count.passed += 1
    return count


def with_node() -> dict[str, str]:
    """PATH with the Node that tools/install chose: the system's unless it is missing or too old."""
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout if shutil.which("node") else ""
    numbers = [int(number) for number in re.findall(r"\d+", version)] or [0]
    return {} if numbers >= [20, 19] else {"PATH": f"{PROJECT}/.venv/bin:{os.environ['PATH']}"}


def web(_) -> Count:
    """The portal's build with its types, and Vitest; one of its tests finds a stale contract."""
    log = fresh_log("web")
    code = run(["tools/portal"], log, 300, **with_node())
    if code != 0:
        return Count(failures=[f"the portal's build: {how_it_ended(code, 300)} ({shown(log)})"])
    report = log.with_suffix(".xml")
    report.unlink(missing_ok=True)
    command = ["npm", "--prefix", "web", "test", "--silent", "--", "--reporter=default", "--reporter=junit", f"--outputFile.junit={report}"]
    return reported("vitest", run(command, log, 300, **with_node()), report, log).plus_one()


def browser(options: argparse.Namespace) -> Count:
    """The portal in Chromium against a real server with the demo facility: flows, and axe on every page."""
    log = fresh_log("browser")
    report = log.with_suffix(".xml")
    report.unlink(missing_ok=True)
    seconds = 1800 if options.full else 900
    code = run([sys.executable, "tests/browser/run.py", "--report", report], log, seconds, **with_node())
    return reported("browser", code, report, log)


def reported(name: str, code: int | None, report: Path, log: Path) -> Count:
    count = junit_report(report, log) if report.exists() else Count()
    if code != 0 and not count.failures:
        count.failures.append(f"{name}: {how_it_ended(code, 0) if code is not None else 'took too long'} ({shown(log)})")
    return count


def asan(_) -> Count:
    built = build("asan", "unit_tests")
    return built if built.failures else unit_tests("asan", 1200, **SANITIZERS)


def tsan(options: argparse.Namespace) -> Count:
    """The unit tests, and a whole server that is asked while messages arrive."""
    # Without address randomisation: g++ 12's TSan stops on kernels that use more bits of it than it knows.
    still = ["setarch", "-R"] if subprocess.run(["setarch", "-R", "true"], capture_output=True).returncode == 0 else []
    count = build("tsan", "unit_tests")
    count.add(build("tsan", "weft"))
    if not count.failures:
        count.add(unit_tests("tsan", 3600, still))
        server = {"WEFT_BIN": str(PROJECT / "build/tsan/bin/weft"), "TSAN_OPTIONS": "halt_on_error=1"}
        count.add(pytest_tests("tsan-arriving", "tests/api/test_search_while_arriving.py", options, still, **server))
    return count


def fuzz(options: argparse.Namespace) -> Count:
    seconds = int(os.environ.get("FUZZ_SECONDS") or (600 if options.full else 20))
    targets = sorted(path.stem for path in (PROJECT / "server").rglob("*_fuzz.cpp"))
    count = build("fuzz", "fuzzers")
    if not count.failures:
        with ThreadPoolExecutor(JOBS) as pool:
            for one in pool.map(lambda target: fuzz_one(target, seconds, options), targets):
                count.add(one)
    return count


def fuzz_one(target: str, seconds: int, options: argparse.Namespace) -> Count:
    """Runs the kept corpus, then searches on; what it finds goes to build/check, never into the tree.

    The short form begins at the kept corpus with one seed: each run goes the same way, a fast machine further along it.
    """
    log = fresh_log(f"fuzz-{target}")
    found = LOGS / "fuzz" / target
    if not options.full:
        shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True, exist_ok=True)
    kept = [PROJECT / "tests" / "corpus" / target]
    if target.startswith("message_"):
        kept.append(PROJECT / "tests" / "data" / "messages")
    if target.startswith("viewer_"):
        kept.append(PROJECT / "viewers")
    words = kept[0].with_suffix(".dict")
    command = [PROJECT / "build/fuzz/bin/fuzz" / target, f"-max_total_time={seconds}", "-timeout=10"]
    command += ["-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={found}-"]
    command += [f"-dict={words}"] if words.exists() else []
    command += [] if options.full else ["-seed=1"]
    command += [found] + [folder for folder in kept if folder.is_dir()]
    code = run(command, log, seconds * 3 + 120, **SANITIZERS)
    if code == 0:
        return Count(passed=1)
    return Count(failures=[f"{target}: {how_it_ended(code, seconds * 3 + 120)} ({shown(log)}; input: {shown(found)}-*)"])


STEPS = {
    "format": check_format,
    "build": build_release,
    "unit": lambda options: unit_tests("release", 3600 if options.full else 600, **torture(options)),
    "python": lambda options: pytest_tests("python", "tests", options),
    "web": web,
    "browser": browser,
    "demo": lambda options: pytest_tests("demo", "demo_facility/tests", options),
    "asan": asan,
    "fuzz": fuzz,
    "tsan": tsan,
}
NEEDS = {"unit": ["build"], "python": ["build"], "browser": ["build", "web"]}
ONLY_FULL = {"tsan"}


# --- The whole ---------------------------------------------------------------------------------------------------


def steps_wanted(options: argparse.Namespace) -> list[str]:
    if not options.only:
        return [step for step in STEPS if options.full or step not in ONLY_FULL]
    wanted = set(options.only) | {needed for step in options.only for needed in NEEDS.get(step, [])}
    return [step for step in STEPS if step in wanted]


def tell_failures(count: Count) -> None:
    """The sentences, then the end of each log they name."""
    for failure in count.failures[:20]:
        print(f"    {failure}")
    logs = dict.fromkeys(re.findall(r"build/check/[^ ;)]+\.log", " ".join(count.failures)))
    for log in list(logs)[:3]:
        lines = (PROJECT / log).read_text(errors="replace").splitlines()[-TAIL:]
        print(f"  --- the end of {log}", *lines, "  ---", sep="\n")


def run_step(step: str, options: argparse.Namespace) -> Count:
    start = time.monotonic()
    print(f"{step:8} ", end="", flush=True)
    try:
        count = STEPS[step](options)
    except Exception as wrong:  # the check itself is at fault: say so and go on
        count = Count(failures=[f"{step}: the check could not run: {wrong!r}"])
    said = "ok" if step == "build" and not count.failures else str(count)
    print(f"{said}  {time.monotonic() - start:.0f} s", flush=True)
    tell_failures(count)
    return count


def main() -> int:
    parser = argparse.ArgumentParser(prog="./check", add_help=False)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", action="append", choices=["install", *STEPS], metavar="STEP")
    options = parser.parse_args()
    start = time.monotonic()
    total, failed = Count(), set()
    for step in steps_wanted(options):
        if missing := failed & set(NEEDS.get(step, [])):
            print(f"{step:8} not run: {', '.join(sorted(missing))} failed")
            continue
        count = run_step(step, options)
        total.add(count)
        failed |= {step} if count.failures else set()
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    print(f"all steps  {time.monotonic() - start:.0f} s{skipped}")
    print(f"{total.passed} passed, {len(total.failures)} failed")
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main())
