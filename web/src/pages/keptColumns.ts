// The columns a person chose last, kept in the browser; the address wins where it names some.
const key = 'weft.columns';

export function keptColumns(): string[] {
  try {
    return (localStorage.getItem(key) ?? '').split(',').filter(Boolean);
  } catch {
    return [];
  }
}

export function keepColumns(columns: string[]) {
  try {
    if (columns.length) localStorage.setItem(key, columns.join(','));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing shows the usual columns next time.
  }
}
