import { Link } from '@tanstack/react-router';
import { Notice } from '../parts/Notice';
import { useTitle } from './useTitle';

export function NowherePage() {
  useTitle('Nothing here');
  return (
    <Notice heading title="There is no such page">
      <p>The address may be misspelt, or the page has moved.</p>
      <Link to="/data">See all data</Link>
    </Notice>
  );
}
