import type { ReactNode } from 'react';
import style from './Notice.module.css';

interface Props {
  title: string;
  children?: ReactNode;
  heading?: boolean; // it is what the whole page says
}

// A whole area that has something to say instead of something to show.
export function Notice({ title, children, heading = false }: Props) {
  return (
    <div className={style.notice}>
      <LooseThreads />
      {heading ? <h1>{title}</h1> : <h2>{title}</h2>}
      <div className={style.text}>{children}</div>
    </div>
  );
}

function LooseThreads() {
  return (
    <svg width="84" height="56" viewBox="0 0 84 56" fill="none" strokeWidth="5" strokeLinecap="round" aria-hidden>
      <path d="M22 6v44M42 6v44M62 6v44" stroke="var(--warp-mark)" />
      <path d="M6 19h11M47 19h31M6 37h31M67 37c6 0 4 9 11 7" stroke="var(--weft-mark)" />
    </svg>
  );
}
