import { Copy } from './Copy';
import style from './Snippet.module.css';

// Text for a terminal or an editor, with a button that takes it along.
export function Snippet({ text, what }: { text: string; what: string }) {
  return (
    <div className={style.snippet}>
      <pre tabIndex={0} aria-label={what}>{text}</pre>
      <div className={style.copy}>
        <Copy text={text} what={what} />
      </div>
    </div>
  );
}
