import { countersOf, type RowGroup } from '../../model/viewerRows';
import style from './List.module.css';
import { RowCounterLine } from './RowCounters';

// The name of a group with its counters.
export function GroupHead({ group }: { group: RowGroup }) {
  return (
    <span className={style.groupHead}>
      <strong>{group.name || 'without a name'}</strong>
      <RowCounterLine counters={countersOf(group.rows)} />
    </span>
  );
}
