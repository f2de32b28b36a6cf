// A long list of which only what is in sight is in the page, whatever height each of it has.
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';

export function useVirtualRows(count: number, estimate: (index: number) => number, overscan: number, keyOf: (index: number) => string) {
  const place = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = place.current?.getBoundingClientRect();
      if (box) setOffset(Math.round(box.top + window.scrollY));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({ count, estimateSize: estimate, overscan, scrollMargin: offset, getItemKey: keyOf });
  return { place, offset, virtual };
}
