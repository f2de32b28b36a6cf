// Numbers, sizes and times as people read them.

const grouped = new Intl.NumberFormat('en-GB');

export function count(value: number): string {
  return grouped.format(value);
}

// "1 dataset", "12 datasets".
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const sizeUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

// Decimal units, as storage is sold and as the talk counts: 10.4 PB.
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < sizeUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${sizeUnits[unit]}`;
}

// Short enough for an axis: 1.8M, 12k, 340.
export function short(value: number): string {
  const steps: [number, string][] = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
  for (const [step, letter] of steps) {
    if (Math.abs(value) >= step) return `${trimmed(value / step)}${letter}`;
  }
  return trimmed(value);
}

// At most three significant digits, without trailing noughts.
export function trimmed(value: number): string {
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) {
    return value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e');
  }
  return String(Number(value.toPrecision(3)));
}

// A measured number with all its digits, but not more than a double holds.
export function number(value: number): string {
  return String(Number(value.toPrecision(15)));
}

export function day(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

export function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

// Without seconds, for a column of a table.
export function minute(iso: string): string {
  return `${day(iso)}, ${clock(iso).slice(0, 5)}`;
}

export function moment(iso: string): string {
  return `${day(iso)}, ${clock(iso)}`;
}

// "12 s", "4 min 30 s", "2 h 10 min", "3 days"; empty when the end is not known or before the start.
export function duration(start?: string, end?: string): string {
  if (!start || !end) return '';
  const seconds = Math.round((Date.parse(end) - Date.parse(start)) / 1000);
  if (!(seconds >= 0)) return '';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  if (seconds < 172800) return joined(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min');
  return `${Math.round(seconds / 86400)} days`;
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

// The period of two days, written once where they are the same.
export function period(start?: string, end?: string): string {
  if (!start) return end ? `until ${day(end)}` : '';
  if (!end) return `since ${day(start)}`;
  return day(start) === day(end) ? day(start) : `${day(start)} – ${day(end)}`;
}
