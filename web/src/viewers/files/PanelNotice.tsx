import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { isNotFound, Refused, Unreachable } from '../../api/client';
import { sentence } from '../../model/completion';
import style from './PanelNotice.module.css';

// A panel that has something to say instead of something to show.
export function PanelNotice({ children, onRetry }: { children: ReactNode; onRetry?: () => void }) {
  return (
    <div className={style.notice} role="status">
      <div>{children}</div>
      {onRetry && <Button size="xs" variant="default" onClick={onRetry}>Ask again</Button>}
    </div>
  );
}

// Why a panel shows nothing, in a sentence. `missing`: what a 404 means here.
export function PanelProblem({ failure, missing, onRetry }: { failure: Error; missing?: string; onRetry?: () => void }) {
  if (failure instanceof Unreachable) return <PanelNotice onRetry={onRetry}>The catalogue does not answer just now.</PanelNotice>;
  const why = failure instanceof Refused ? sentence(failure.message) : 'Something failed.';
  if (isNotFound(failure) && missing) return <PanelNotice><strong>{missing}</strong><br />{why}</PanelNotice>;
  return <PanelNotice onRetry={failure instanceof Refused ? undefined : onRetry}>{why}</PanelNotice>;
}
