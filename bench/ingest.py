#!/usr/bin/env python3
"""Messages a second through the STOMP door: server CPU a message, receipt latency, fsync cost beside it.

    bench/ingest.py [--weft build/release/bin/weft] [--catalogue 0 200000] [--messages 40000] [--connections 4] [--window 256]

Bodies are XML as pyicat-plus 3.1 writes them: 30 parameters, 45% with one to four inputs. For each catalogue size the store is filled
through the same door first, then `--messages` are sent over `--connections` with a receipt each, `--window` unanswered a connection.
Latency is from the first byte of a frame written to its RECEIPT read, with the window full (throughput) and with one frame at a time (quiet).
Prints a line of JSON a measurement; the table in results.md is made from them.
"""
import argparse, json, os, pathlib, random, selectors, shutil, signal, socket, statistics, subprocess, sys, tempfile, time

TICKS = os.sysconf("SC_CLK_TCK")


def body(i, rng):
    proposal = f"mx{i // 500}"
    base = f"/data/visitor/{proposal}/id30a3/20250118"
    processed = rng.random() < 0.45
    folder = f"{base}/{'PROCESSED_DATA' if processed else 'RAW_DATA'}/Thau/run_{i}"
    sample = f"Thau-A{i % 40}"
    pairs = [("Sample_name", sample), ("scanType", "integration" if processed else "datacollection")]
    pairs += [(f"MXAutoprocIntegrationScaling_overall_parameter_{p}", f"{rng.randrange(100000)}.25") for p in range(27)]
    if processed:
        inputs = [f"{base}/RAW_DATA/Thau/run_{max(0, i + rng.randrange(-20, 20))}" for _ in range(rng.randrange(1, 5))]
        pairs.append(("input_datasets", ",".join(inputs)))
    else:
        pairs.append(("software", "pyicat-plus_v3.1.0"))
    xml = ['<?xml version="1.0" encoding="UTF-8"?><tns:dataset xmlns:tns="http://www.esrf.fr/icat" complete="true">'
           f"<tns:investigation>{proposal}</tns:investigation><tns:instrument>id30a3</tns:instrument><tns:name>run_{i}</tns:name>"
           f"<tns:location>{folder}</tns:location><tns:startDate>2025-01-18T21:05:00+01:00</tns:startDate>"
           f"<tns:endDate>2025-01-18T21:19:30+01:00</tns:endDate><tns:sample><tns:name>{sample}</tns:name></tns:sample>"]
    xml += [f"<tns:parameter><tns:name>{n}</tns:name><tns:value>{v}</tns:value></tns:parameter>" for n, v in pairs]
    return ("".join(xml) + "</tns:dataset>").encode()


def frame(i, rng):
    return b"SEND\ndestination:/queue/icatIngest\nreceipt:%d\n\n%s\x00" % (i, body(i, rng))


class Connection:
    def __init__(self, address):
        self.socket = socket.create_connection(address)
        self.socket.sendall(b"CONNECT\naccept-version:1.2\nhost:bench\n\n\x00")
        self.rest = b""
        while b"\x00" not in self.rest:
            self.rest += self.socket.recv(4096)
        self.rest = self.rest.split(b"\x00", 1)[1]
        self.sent, self.latencies = {}, []

    def receipts(self):
        data = self.rest + self.socket.recv(1 << 16)
        now = time.perf_counter()
        frames = data.split(b"\x00")
        self.rest = frames.pop()
        for one in frames:
            if b"ERROR" in one[:8]:
                sys.exit("the server answered ERROR: " + one.decode(errors="replace"))
            number = int(one.split(b"receipt-id:", 1)[1].split(b"\n", 1)[0])
            self.latencies.append(now - self.sent.pop(number))
        return len(frames)


def send(address, first, count, connections, window, rng):
    """Sends `count` frames made beforehand; answers (seconds, latencies)."""
    frames = [(i, frame(i, rng)) for i in range(first, first + count)]
    peers = [Connection(address) for _ in range(connections)]
    queues = [frames[k::connections][::-1] for k in range(connections)]
    begin = time.perf_counter()
    done = 0
    selector = selectors.DefaultSelector()
    for k, peer in enumerate(peers):
        selector.register(peer.socket, selectors.EVENT_READ, k)
    def fill(k):
        peer, queue, out = peers[k], queues[k], []
        while queue and len(peer.sent) < window:
            number, data = queue.pop()
            peer.sent[number] = time.perf_counter()
            out.append(data)
        if out:
            peer.socket.sendall(b"".join(out))
    for k in range(connections):
        fill(k)
    while done < count:
        for key, _ in selector.select(30):
            got = peers[key.data].receipts()
            done += got
            if len(peers[key.data].sent) <= window // 2:
                fill(key.data)
    seconds = time.perf_counter() - begin
    for peer in peers:
        peer.socket.close()
    return seconds, [latency for peer in peers for latency in peer.latencies]


def cpu(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024


def fsync_cost(folder, times=200):
    path = pathlib.Path(folder) / "fsync-probe"
    costs = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(times):
            file.write(b"x" * 4096)
            begin = time.perf_counter()
            os.fdatasync(file.fileno())
            costs.append(time.perf_counter() - begin)
    path.unlink()
    return costs


def quantiles(values):
    ordered = sorted(values)
    return {"p50": round(statistics.median(ordered) * 1e3, 3), "p99": round(ordered[int(len(ordered) * 0.99)] * 1e3, 3)}


def wait_applied(http, seq, patience=600):
    import urllib.request
    end = time.time() + patience
    while time.time() < end:
        try:
            with urllib.request.urlopen(f"http://{http}/api/v1/datasets?limit=1&at_least={seq}") as answer:
                return json.load(answer)["seq"]
        except Exception:
            time.sleep(0.2)
    sys.exit("the server did not catch up")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weft", default="build/release/bin/weft")
    options.add_argument("--data", help="where the store is made; removed afterwards (default: a temporary folder beside the build)")
    options.add_argument("--catalogue", type=int, nargs="+", default=[0, 200_000])
    options.add_argument("--messages", type=int, default=40_000)
    options.add_argument("--quiet", type=int, default=500, help="messages sent one at a time for the quiet latency")
    options.add_argument("--connections", type=int, default=4)
    options.add_argument("--window", type=int, default=256)
    o = options.parse_args()
    data = o.data or tempfile.mkdtemp(prefix="weft-ingest-", dir="build" if pathlib.Path("build").is_dir() else None)
    server = subprocess.Popen([o.weft, "serve", "--data", data, "--http", "127.0.0.1:0", "--stomp", "127.0.0.1:0"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        ready = dict(word.split("=", 1) for word in server.stdout.readline().split()[2:])
        host, port = ready["stomp"].rsplit(":", 1)
        address, rng, sent = (host, int(port)), random.Random(7), 0
        for size in o.catalogue:
            while sent < size:
                step = min(20_000, size - sent)
                send(address, sent, step, o.connections, o.window, rng)
                sent += step
            wait_applied(ready["http"], sent)
            before = cpu(server.pid)
            seconds, latencies = send(address, sent, o.messages, o.connections, o.window, rng)
            sent += o.messages
            begin = time.perf_counter()
            wait_applied(ready["http"], sent)
            behind = time.perf_counter() - begin
            used = cpu(server.pid) - before
            _, quiet = send(address, sent, o.quiet, 1, 1, rng)
            sent += o.quiet
            wait_applied(ready["http"], sent)
            print(json.dumps({"catalogue": size, "messages": o.messages, "perSecond": round(o.messages / seconds),
                              "appliedPerSecond": round(o.messages / (seconds + behind)), "cpuMicrosPerMessage": round(used / o.messages * 1e6, 1),
                              "receiptMs": quantiles(latencies), "quietReceiptMs": quantiles(quiet), "fdatasyncMs": quantiles(fsync_cost(data)),
                              "serverPeakMB": round(memory_mb(server.pid)),
                              "diskBytesPerDataset": round(sum(f.stat().st_size for f in pathlib.Path(data).iterdir() if f.is_file()) / sent)}), flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)
        if not o.data:
            shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main()
