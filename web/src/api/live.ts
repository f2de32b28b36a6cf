// The live stream of a search (docs/reference/live-stream.md): told of each step until one leaves.
import type { Told } from '../model/live';
import { address } from './client';
import type { Question } from './question';

const kinds = ['ready', 'enter', 'change', 'leave', 'reset'] as const;
const tryAgain = 5000; // ms; a stream that was refused is not asked for again by the browser

// Follows from position `after` on. Not while nobody looks: a browser has few connections to a server, and a stream keeps
// one. What happened meanwhile is told when the page is looked at again. Returns how to leave.
export function follow(query: Question, after: number, tell: (told: Told) => void): () => void {
  let seen = String(after); // then ids of the stream: they say whose position it is, too
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    stream?.close();
    stream = undefined;
    clearTimeout(again);
  };
  const open = () => {
    close();
    if (document.hidden) return;
    stream = new EventSource(address('/api/v1/changes', [...query, ['after', seen]]));
    for (const kind of kinds) {
      stream.addEventListener(kind, (event: MessageEvent<string>) => {
        const told = { ...(JSON.parse(event.data) as Omit<Told, 'kind'>), kind };
        if (kind === 'ready' || kind === 'reset') seen = event.lastEventId || String(told.seq); // in between, a step may not be told whole yet
        tell(told);
      });
    }
    stream.onerror = () => {
      if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, tryAgain);
    };
  };
  document.addEventListener('visibilitychange', open);
  open();
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}
