import { minute, moment } from '../model/figures';

// A moment in the reader's zone; the title has it in UTC, as the catalogue keeps it.
export function When({ at, short = false }: { at?: string; short?: boolean }) {
  if (!at) return null;
  return (
    <time dateTime={at} title={`${at} (UTC)`} className="figures">
      {short ? minute(at) : moment(at)}
    </time>
  );
}
