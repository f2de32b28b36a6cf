import { Fragment, type ReactNode } from 'react';
import style from './Crumbs.module.css';

// Where this page lies.
export function Crumbs({ steps }: { steps: ReactNode[] }) {
  return (
    <nav aria-label="Where this is" className={style.crumbs}>
      {steps.map((step, at) => (
        <Fragment key={at}>
          {at > 0 && <span aria-hidden>/</span>}
          {step}
        </Fragment>
      ))}
    </nav>
  );
}
