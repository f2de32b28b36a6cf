import type { ReactNode } from 'react';
import style from './Facts.module.css';

// Pairs of a word and what it is; pairs without content are left out.
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={style.facts}>
      {facts
        .filter(([, content]) => content !== undefined && content !== null && content !== false && content !== '')
        .map(([word, content]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{content}</dd>
          </div>
        ))}
    </dl>
  );
}
