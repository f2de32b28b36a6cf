import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { inSight, scrolled, settled, withRow, type Place, type Sight, type Strip } from '../model/scrolling';

const beyond = 12; // rows drawn on either side of what is in sight
const atRest = 150; // ms without scrolling
const cover = { above: 110, below: 72 }; // what the frame and the head of a table cover, px
const most = 200; // rows in the page

export interface Rows {
  first: number;
  last: number; // one after the last
}

interface Seen extends Sight {
  show: (row: number) => void; // scrolls to it
  seen: () => Rows; // without those that are drawn beyond
}

// Which rows of a long list are drawn while the window scrolls; `list` is what holds them.
export function useSight(list: RefObject<HTMLElement>, rows: number, height: number): Seen {
  const strip = useRef<Strip>({ rows, height, view: window.innerHeight });
  strip.current = { rows, height, view: Math.min(window.innerHeight, (most - 2 * beyond - 2) * height) };
  const place = useRef<Place>({ at: 0, skipped: 0 });
  const [sight, setSight] = useState<Sight>(() => inSight(strip.current, place.current, beyond));
  const now = useCallback(() => (list.current ? -list.current.getBoundingClientRect().top : 0), [list]);
  const draw = useCallback((next: Place) => {
    place.current = next;
    const seen = inSight(strip.current, next, beyond);
    setSight((before) => (before.first === seen.first && before.last === seen.last && before.before === seen.before && before.after === seen.after ? before : seen));
  }, []);
  const go = useCallback((next: Place) => {
    const from = now();
    flushSync(() => draw(next));
    window.scrollBy({ top: next.at - from, behavior: 'instant' });
  }, [draw, now]);

  useLayoutEffect(() => draw(scrolled(strip.current, place.current, now())), [rows, height, draw, now]);
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      draw(scrolled(strip.current, place.current, now()));
      clearTimeout(rest);
      rest = setTimeout(() => {
        const next = settled(strip.current, place.current);
        if (next.skipped !== place.current.skipped) go(next);
      }, atRest);
    };
    const watch = new ResizeObserver(look);
    watch.observe(document.body);
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      clearTimeout(rest);
      watch.disconnect();
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [draw, go, now]);
  const show = useCallback((row: number) => {
    const next = withRow(strip.current, place.current, row, cover);
    if (next !== place.current) go(next);
  }, [go]);
  const seen = useCallback(() => {
    const { at, skipped } = place.current;
    const view = strip.current.view - cover.above - cover.below;
    const first = Math.max(0, Math.ceil((at + skipped + cover.above) / height));
    return { first, last: first + Math.max(1, Math.floor(view / height)) };
  }, [height]);
  return { ...sight, show, seen };
}
