// The part of the address behind the question mark: plain texts, a key as often as it has values.
import type { Address } from './search';

export function readAddress(query: string): Address {
  const address: Address = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const known = address[key];
    address[key] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
  return address;
}

export function writeAddress(address: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(address)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== '') query.append(key, String(one));
  }
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text ? `?${text}` : '';
}
