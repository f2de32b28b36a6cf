#!/usr/bin/env python3
"""`weft load` of a made-up facility: datasets a second until all is durable and catalogued, CPU of server and client.

    bench/load.py [--weft build/release/bin/weft] [--datasets 200000 1776288] [--file facility.ndjson]

For each size: `weft synth` writes the messages (or --file has them), a new server takes them, all of it is waited for. Prints a line of JSON
a size: datasets a second, CPU microseconds a message of server (its busiest thread beside it) and client, bytes a dataset on disk, peak
memory of the server, and the cost of an fdatasync before and after. results.md has the table.
"""
import argparse, json, os, pathlib, resource, shutil, signal, subprocess, tempfile, time

from ingest import cpu, fsync_cost, memory_mb, quantiles

TICKS = os.sysconf("SC_CLK_TCK")


def busiest_thread(pid):
    def seconds(task):
        fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return max(seconds(task) for task in pathlib.Path(f"/proc/{pid}/task").iterdir())


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def make(weft, datasets, folder):
    file = folder / f"{datasets}.ndjson"
    subprocess.run([weft, "synth", "--datasets", str(datasets), "-q", "-o", str(file)], check=True)
    return file


def measure(weft, file, folder):
    data = tempfile.mkdtemp(prefix="weft-load-", dir=folder)
    fsync_before = quantiles(fsync_cost(data))
    server = subprocess.Popen([weft, "serve", "--data", data, "--http", "127.0.0.1:0", "--stomp", "off"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        ready = dict(word.split("=", 1) for word in server.stdout.readline().split()[2:])
        used, begin = children_cpu(), time.perf_counter()
        done = subprocess.run([weft, "load", str(file), "--server", "http://" + ready["http"], "--json"],
                              stdout=subprocess.PIPE, text=True)
        seconds = time.perf_counter() - begin
        client = children_cpu() - used
        told = json.loads(done.stdout)
        messages = told["sent"]
        micros = lambda cpu_seconds: round(cpu_seconds / messages * 1e6, 1)
        return {"messages": messages, "catalogued": told["catalogued"], "refused": told["refused"], "seconds": round(seconds, 1),
                "perSecond": round(messages / seconds), "serverMicros": micros(cpu(server.pid)),
                "busiestThreadMicros": micros(busiest_thread(server.pid)), "clientMicros": micros(client),
                "diskBytesPerDataset": round(sum(f.stat().st_size for f in pathlib.Path(data).iterdir() if f.is_file()) / messages),
                "serverPeakMB": round(memory_mb(server.pid)), "fdatasyncMs": [fsync_before, quantiles(fsync_cost(data))],
                "load": [round(one, 1) for one in os.getloadavg()]}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        shutil.rmtree(data, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weft", default="build/release/bin/weft")
    options.add_argument("--datasets", type=int, nargs="+", default=[200_000])
    options.add_argument("--file", type=pathlib.Path, help="messages made before, instead of --datasets")
    options.add_argument("--folder", default="build" if pathlib.Path("build").is_dir() else None, help="for messages and store; emptied afterwards")
    o = options.parse_args()
    if o.file:
        return print(json.dumps(measure(o.weft, o.file, o.folder)), flush=True)
    with tempfile.TemporaryDirectory(prefix="weft-synth-", dir=o.folder) as made:
        for datasets in o.datasets:
            file = make(o.weft, datasets, pathlib.Path(made))
            print(json.dumps({"datasets": datasets} | measure(o.weft, file, o.folder)), flush=True)
            file.unlink()


if __name__ == "__main__":
    main()
