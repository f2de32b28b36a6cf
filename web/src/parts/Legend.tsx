import style from './Legend.module.css';

// What the two colours mean.
export function Legend() {
  return (
    <span className={style.legend}>
      <span data-kind="acquisition">acquisition</span>
      <span data-kind="processed">processed</span>
    </span>
  );
}
