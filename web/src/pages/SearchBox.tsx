import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { suggestions, type Suggestion } from '../api/suggestions';
import { codePoints, completed, stillFitting } from '../model/completion';
import { count } from '../model/figures';
import style from './SearchBox.module.css';

interface Props {
  text: string;
  wrongAt?: number; // code points
  onSearch: (text: string) => void;
}

// The one search box. Completes names, values and units where the cursor stands; marks the letter an error points at.
export function SearchBox({ text, wrongAt, onSearch }: Props) {
  const [typed, setTyped] = useState(text);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [scrolled, setScrolled] = useState(0); // the text under the box's left edge, px
  const box = useRef<HTMLInputElement>(null);
  const mark = useRef<HTMLElement>(null);
  const marked = wrongAt !== undefined && typed === text;
  const list = useId();
  useEffect(() => setTyped(text), [text]);
  // The letter that is wrong is brought into sight.
  useEffect(() => {
    const place = mark.current;
    const field = box.current;
    if (!marked || !place || !field) return;
    const [letter, room] = [place.getBoundingClientRect(), field.getBoundingClientRect()];
    if (letter.left < room.left || letter.right > room.right) field.scrollLeft += letter.left - room.left - room.width / 2;
  }, [marked, wrongAt, text]);
  const [asked] = useDebouncedValue({ typed, position: codePoints(typed, caret) }, 120);
  // While the next answer is on its way the last one stays: what was typed since belongs to the word it completes.
  const { data } = useQuery({ ...suggestions(asked.typed, asked.position), enabled: open, placeholderData: keepPreviousData });
  const position = codePoints(typed, caret);
  const since = Math.max(0, position - (data?.position ?? 0));
  const found = stillFitting(data?.found ?? [], typed, position, since);
  const shown = open && found.length > 0;

  const take = (suggestion: Suggestion) => {
    const next = completed(typed, { ...suggestion, to: suggestion.to + since });
    setTyped(next.text);
    setAt(-1);
    requestAnimationFrame(() => {
      box.current?.setSelectionRange(next.caret, next.caret);
      setCaret(next.caret);
    });
  };
  const search = (words: string) => {
    setOpen(false);
    setAt(-1);
    onSearch(words.trim());
  };
  const press = (key: KeyboardEvent) => {
    const chosen = found[at];
    if (key.key === 'ArrowDown' || key.key === 'ArrowUp') {
      key.preventDefault();
      setOpen(true);
      setAt(Math.max(-1, Math.min(found.length - 1, at + (key.key === 'ArrowDown' ? 1 : -1))));
    } else if (key.key === 'Enter') {
      key.preventDefault();
      if (shown && chosen) take(chosen);
      else search(typed);
    } else if (key.key === 'Tab' && shown && chosen) {
      key.preventDefault();
      take(chosen);
    } else if (key.key === 'Escape') {
      if (shown) setOpen(false);
      else box.current?.blur();
    }
  };
  return (
    <search className={style.search}>
      <div className={style.box} data-wrong={wrongAt !== undefined || undefined}>
        <IconSearch size={17} aria-hidden />
        <span className={style.field}>
          <input
            ref={box}
            id="search"
            value={typed}
            placeholder="Search datasets"
            aria-label="Search datasets"
            role="combobox"
            aria-expanded={shown}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
            aria-invalid={wrongAt !== undefined || undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="search"
            onChange={(change) => {
              setTyped(change.currentTarget.value);
              setCaret(change.currentTarget.selectionStart ?? 0);
              setOpen(true);
              setAt(-1);
            }}
            onSelect={(select) => setCaret(select.currentTarget.selectionStart ?? 0)}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={press}
            onScroll={(scroll) => setScrolled(scroll.currentTarget.scrollLeft)}
          />
          {marked && (
            <span className={style.mark} aria-hidden>
              <span style={{ marginLeft: -scrolled }}>{[...typed].slice(0, wrongAt).join('')}</span>
              <mark ref={mark}>{[...typed][wrongAt] ?? '\u00a0'}</mark>
            </span>
          )}
        </span>
        {typed ? (
          <button type="button" aria-label="Clear the search" onClick={() => { setTyped(''); search(''); }}><IconX size={15} /></button>
        ) : (
          <kbd aria-hidden>/</kbd>
        )}
      </div>
      <ul id={list} role="listbox" aria-label="Completions" className={style.list} hidden={!shown}>
        {found.map((one, index) => (
          <li key={`${one.kind}${one.text}`} id={`${list}-${index}`} role="option" aria-selected={index === at}
            onPointerDown={(press) => { press.preventDefault(); take(one); }} onPointerEnter={() => setAt(index)}>
            <span className={style.kind}>{one.kind}</span>
            <span className={style.label}>{one.label}{one.unit && <span className="muted"> {one.unit}</span>}</span>
            <span className={style.about}>{one.count !== undefined ? count(one.count) : one.description}</span>
          </li>
        ))}
      </ul>
    </search>
  );
}
