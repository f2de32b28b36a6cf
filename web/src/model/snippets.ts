// The same question from a terminal and from Python.

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function asCurl(origin: string, path: string, query: [string, string][]): string {
  if (!query.length) return `curl ${shellQuoted(origin + path)}`;
  const parts = query.map(([key, value]) => `  --data-urlencode ${shellQuoted(`${key}=${value}`)}`);
  return [`curl --get ${shellQuoted(origin + path)}`, ...parts].join(' \\\n');
}

export function asPython(origin: string, path: string, query: [string, string][]): string {
  const pairs = query.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return [
    'import json',
    'from urllib.parse import urlencode',
    'from urllib.request import urlopen',
    '',
    `query = {${pairs.length ? `\n${pairs.join('\n')}\n` : ''}}`,
    'while True:',
    `    with urlopen(${JSON.stringify(`${origin}${path}?`)} + urlencode(query)) as answer:`,
    '        page = json.load(answer)',
    '    for dataset in page["datasets"]:',
    '        print(dataset["id"], dataset["name"], dataset["location"])',
    '    if "nextCursor" not in page:',
    '        break',
    '    query["cursor"] = page["nextCursor"]',
  ].join('\n');
}

// A first dataset for an empty catalogue. It names nobody's real folder.
export function firstDataset(origin: string, now: Date): string {
  const iso = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');
  const message = {
    type: 'dataset',
    proposal: 'test-0001',
    instrument: 'ID00',
    location: '/data/visitor/test0001/id00/first/RAW_DATA/sample/scan_0001',
    name: 'scan_0001',
    startDate: iso(new Date(now.getTime() - 60_000)),
    endDate: iso(now),
    sample: { name: 'sample' },
    parameters: { greeting: 'hello' },
  };
  return [`curl ${shellQuoted(`${origin}/api/v1/messages`)} \\`, `  -H 'Content-Type: application/json' \\`, `  -d ${shellQuoted(JSON.stringify(message, null, 2))}`].join('\n');
}

export function firstResult(origin: string): string {
  const message = {
    type: 'dataset',
    proposal: 'test-0001',
    instrument: 'ID00',
    location: '/data/visitor/test0001/id00/first/PROCESSED_DATA/sample/scan_0001_result',
    name: 'scan_0001_result',
    sample: { name: 'sample' },
    inputs: ['/data/visitor/test0001/id00/first/RAW_DATA/sample/scan_0001'],
  };
  return [`curl ${shellQuoted(`${origin}/api/v1/messages`)} \\`, `  -H 'Content-Type: application/json' \\`, `  -d ${shellQuoted(JSON.stringify(message, null, 2))}`].join('\n');
}
