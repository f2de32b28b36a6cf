import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { isNotFound, isNotReady, Refused, Unreachable } from '../api/client';
import { sentence } from '../model/completion';
import { Notice } from '../parts/Notice';
import style from './Problem.module.css';

interface Props {
  failure: Error;
  onRetry?: () => void;
  missing?: string; // what a 404 means here
}

// Why there is nothing to show, and what to do about it.
export function Problem({ failure, onRetry, missing }: Props) {
  if (isNotFound(failure)) {
    return (
      <Notice heading={missing !== undefined} title={missing ?? 'There is nothing at this address'}>
        <p>It may never have been there, or the number in the address is wrong.</p>
        <Link to="/data">See all data</Link>
      </Notice>
    );
  }
  if (failure instanceof Unreachable) {
    return (
      <Notice title="The catalogue does not answer">
        <p>Either the server is being restarted or the network is down. Nothing is lost: this page asks again by itself.</p>
        {onRetry && <Button variant="default" onClick={onRetry}>Ask again now</Button>}
      </Notice>
    );
  }
  if (isNotReady(failure)) {
    return (
      <Notice title="Search is being prepared">
        <p>{sentence(failure.message)}. This page asks again by itself.</p>
      </Notice>
    );
  }
  const refused = failure instanceof Refused;
  const drawing = refused ? failure.message.split('\n').slice(1).join('\n') : '';
  return (
    <Notice title={refused && (failure.status < 500 || failure.status === 501) ? 'This cannot be asked' : 'Something failed'}>
      <p>{sentence(failure.message)}{refused && failure.subject && !drawing && ` (${failure.subject})`}</p>
      {drawing && <pre className={style.drawing}>{drawing}</pre>}
      {onRetry && !refused && <Button variant="default" onClick={onRetry}>Ask again</Button>}
    </Notice>
  );
}
