// What every flow uses: where the portal is, asking and feeding the server behind it, and a server of its own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const base = process.env.WEFT_PORTAL ?? 'http://127.0.0.1:8080';
export const ask = async (path) => (await fetch(base + path)).json();
export const send = (message) => fetch(`${base}/api/v1/messages?wait=true`, { method: 'POST', body: JSON.stringify(message), headers: { 'Content-Type': 'application/json' } });
export const dataset = (name, more = {}) => ({ type: 'dataset', proposal: 'walk-0001', instrument: 'ID00', location: `/data/visitor/walk0001/id00/20260101/RAW_DATA/s/${name}`, name, sample: { name: 's' }, ...more });
export const run = Date.now().toString(36); // in the names of what this run sends

// The first line a process says, however it comes.
function firstLine(process_) {
  return new Promise((said, failed) => {
    let text = '';
    process_.stdout.on('data', (bytes) => {
      text += bytes;
      if (text.includes('\n')) said(text.slice(0, text.indexOf('\n')));
    });
    process_.once('exit', (code) => failed(new Error(`weft serve ended with ${code} after saying "${text}"`)));
  });
}

export async function startServer(folder, http) {
  const process_ = spawn(process.env.WEFT_BINARY, ['serve', '--data', folder, '--http', http, '--stomp', 'off'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await firstLine(process_);
  const ended = new Promise((done) => process_.once('exit', done));
  const stop = () => (process_.kill(), ended);
  const own = `http://${/http=(\S+)/.exec(line)[1]}`;
  while (!(await (await fetch(`${own}/healthz`)).json()).search.ready) await new Promise((later) => setTimeout(later, 50));
  return { http: own, stop };
}

// An empty folder for a server, gone afterwards.
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-walk-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// A server with so many made-up datasets. Skipped where there is no binary.
export async function withMany(datasets, use) {
  if (!process.env.WEFT_BINARY) return 'skipped';
  return withFolder(async (folder) => {
    execFileSync('bash', ['-c', '"$WEFT_BINARY" synth --datasets "$1" | "$WEFT_BINARY" load - --offline --quiet --data "$0"', folder, String(datasets)], { stdio: 'ignore' });
    const server = await startServer(folder, '127.0.0.1:0');
    try {
      return await use(server.http);
    } finally {
      await server.stop();
    }
  });
}
