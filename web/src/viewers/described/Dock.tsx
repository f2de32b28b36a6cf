import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { counted } from '../../model/figures';
import { all, type Curve, type Row } from '../../model/viewer';
import { CurvePanel } from '../files/CurvePanel';
import { candidates } from './Cell';
import style from './List.module.css';

interface Props {
  rows: Row[]; // the chosen ones
  curves: Curve[];
  onClear: () => void;
}

// Curves of the chosen rows over each other, at the lower edge of the window: what one reads stays where it is.
export function Dock({ rows, curves, onClear }: Props) {
  const [open, setOpen] = useState(true);
  const [which, setWhich] = useState('0');
  const curve = curves[Number(which)] ?? curves[0];
  const found = useMemo(() => {
    const pairs = rows.flatMap((row) => candidates(row, curve?.of).slice(0, 1).map((one) => [row, one] as const));
    return { ids: pairs.map(([, one]) => one.id), names: Object.fromEntries(pairs.map(([row, one]) => [one.id, row.dataset.name])) };
  }, [rows, curve]);
  const columns = useMemo(() => (curve?.y === undefined ? undefined : all(curve.y)), [curve]);
  return (
    <aside className={`${style.dock} card`} aria-label="Chosen datasets">
      <div className={style.dockHead}>
        <strong>{counted(rows.length, 'dataset')} chosen</strong>
        {curve && open && curves.length > 1 && (
          <SegmentedControl size="xs" value={which} onChange={setWhich} data={curves.map((one, at) => ({ value: String(at), label: one.title ?? `Curve ${at + 1}` }))} aria-label="Which curves" />
        )}
        <span style={{ flex: 1 }} />
        {rows.length > 1 && <Button size="compact-sm" variant="default" renderRoot={(props) => <Link to="/compare" search={{ ids: rows.map((row) => row.dataset.id).join(',') }} {...props} />}>Compare</Button>}
        {curve && <ActionIcon variant="subtle" color="gray" onClick={() => setOpen(!open)} aria-label={open ? 'Hide the curves' : 'Show the curves'} aria-expanded={open}>{open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}</ActionIcon>}
        <ActionIcon variant="subtle" color="gray" onClick={onClear} aria-label="Choose none"><IconX size={16} /></ActionIcon>
      </div>
      {curve && open && (
        <CurvePanel key={which} dataset={found.ids} names={found.names} file={curve.file ?? ''} hdf5={curve.hdf5} columns={columns}
          logX={curve.log ? curve.log.includes('x') : undefined} logY={curve.log ? curve.log.includes('y') : undefined} height={190} />
      )}
    </aside>
  );
}
