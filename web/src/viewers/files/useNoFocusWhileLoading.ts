import { useLayoutEffect, type RefObject } from 'react';

const settled = 300; // ms from the selected line of the tree to after H5Web's effects
const longest = 5000; // ms, when no line comes, since the file cannot be read

// H5Web gives the focus to the selected line of its tree when it is loaded, which scrolls the page to it and takes the keys
// from where a person types. What is inert takes no focus: so the panel is, until that line is there. Anew for each file.
export function useNoFocusWhileLoading(place: RefObject<HTMLElement>, file: string) {
  useLayoutEffect(() => {
    const element = place.current!;
    const release = () => element.removeAttribute('inert');
    let timer = setTimeout(release, longest);
    const look = () => {
      if (!element.querySelector('[role=treeitem][aria-selected=true]')) return;
      watch.disconnect();
      clearTimeout(timer);
      timer = setTimeout(release, settled);
    };
    const watch = new MutationObserver(look);
    element.setAttribute('inert', '');
    watch.observe(element, { childList: true, subtree: true });
    look();
    return () => {
      watch.disconnect();
      clearTimeout(timer);
      release();
    };
  }, [place, file]);
}
