import { Link } from '@tanstack/react-router';
import style from './DataTabs.module.css';

// Two ways into the data: every dataset, or one investigation after the other.
export function DataTabs() {
  return (
    <nav className={style.tabs} aria-label="Ways into the data">
      <Link to="/data" activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false, exact: true }}>Datasets</Link>
      <Link to="/investigations" activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false, exact: true }}>Investigations</Link>
    </nav>
  );
}
