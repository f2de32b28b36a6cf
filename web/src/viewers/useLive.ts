import { useEffect, useRef } from 'react';
import { follow } from '../api/live';
import type { Question } from '../api/question';
import type { Told } from '../model/live';

const together = 200; // ms: a flood of messages is one step of the page

// Tells of what enters, changes in and leaves a search after position `after`, some at once. Not before `after` is known.
export function useLive(query: Question, after: number | undefined, tell: (all: Told[]) => void) {
  const known = useRef(tell);
  known.current = tell;
  const asked = JSON.stringify(query);
  useEffect(() => {
    if (after === undefined) return undefined;
    let waiting: Told[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = follow(JSON.parse(asked) as Question, after, (told) => {
      waiting.push(told);
      timer ??= setTimeout(() => {
        const all = waiting;
        waiting = [];
        timer = undefined;
        known.current(all);
      }, together);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [asked, after]);
}
