// What every flow uses: where the portal is, asking and feeding the server behind it.
export const base = process.env.WEFT_PORTAL ?? 'http://127.0.0.1:8080';
export const ask = async (path) => (await fetch(base + path)).json();
export const send = (message) => fetch(`${base}/api/v1/messages?wait=true`, { method: 'POST', body: JSON.stringify(message), headers: { 'Content-Type': 'application/json' } });
export const dataset = (name, more = {}) => ({ type: 'dataset', proposal: 'walk-0001', instrument: 'ID00', location: `/data/visitor/walk0001/id00/20260101/RAW_DATA/s/${name}`, name, sample: { name: 's' }, ...more });
export const run = Date.now().toString(36); // in the names of what this run sends
