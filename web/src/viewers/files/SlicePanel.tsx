import { SegmentedControl, Skeleton, Slider } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sliceAddress, volume, whyNot } from '../../api/files';
import { sentence } from '../../model/completion';
import { trimmed } from '../../model/figures';
import { axes, fileName, slices, type Axis, type Volume } from '../../model/files';
import { Facts } from '../../parts/Facts';
import { useInAddress } from '../useInAddress';
import { PanelNotice, PanelProblem } from './PanelNotice';
import style from './SlicePanel.module.css';

export interface SlicePanelProps {
  dataset: number;
  file: string;
  hdf5?: string; // the three-dimensional array of an HDF5 file
  axis?: Axis; // to begin with
  index?: number; // the middle by default
  width?: number; // pixels asked for
}

// Percentiles that become black and white.
const stretches: Record<string, [number, number]> = { all: [0, 100], usual: [0.5, 99.5], strong: [5, 95] };

function Broken({ source }: { source: string }) {
  const { data } = useQuery(whyNot(source));
  return <PanelNotice><strong>This slice cannot be drawn</strong><br />{data && sentence(data)}</PanelNotice>;
}

function Header({ header }: { header: Volume }) {
  const figure = (value?: number) => (value === undefined ? undefined : trimmed(value));
  return (
    <Facts facts={[
      ['Size', [...header.shape].reverse().join(' × ')],
      ['Mode', String(header.mode ?? '')],
      ['Cell', header.cell?.map(trimmed).join(' × ')],
      ['Minimum', figure(header.minimum)],
      ['Maximum', figure(header.maximum)],
      ['Mean', figure(header.mean)],
    ]} />
  );
}

// Slices through a volume along one of its axes; a slider, or the keys of a slider, goes through them.
export function SlicePanel({ dataset, file, hdf5, axis: firstAxis = 'z', index: firstIndex, width = 640 }: SlicePanelProps) {
  const { data: header, error, refetch } = useQuery(volume(dataset, file, hdf5));
  const [axisNamed, nameAxis] = useInAddress('axis', 'slice');
  const [indexNamed, nameIndex] = useInAddress('slice'); // counted from 1, as it is shown
  const axis = axes.find((one) => one === axisNamed) ?? firstAxis;
  const [held, setHeld] = useState<number>(); // while the slider is held
  const [stretch, setStretch] = useState('usual');
  const [broken, setBroken] = useState<string>();
  const last = header ? slices(header, axis) - 1 : 0;
  const named = indexNamed ? Number(indexNamed) - 1 : firstIndex ?? NaN;
  const at = Math.min(last, Math.max(0, held ?? (Number.isInteger(named) ? named : Math.floor(last / 2))));
  const [low, high] = stretches[stretch]!;
  const [source] = useDebouncedValue(sliceAddress(dataset, { file, hdf5, axis, index: at, width, low, high }), 60);
  if (error && !header) return <PanelProblem failure={error} missing="No volume" onRetry={() => void refetch()} />;
  if (!header) return <Skeleton height={320} radius="md" />;
  if (last < 0) return <PanelNotice>The volume is empty.</PanelNotice>;
  const flat = header.shape.length < 3 || header.shape[0] === 1;
  return (
    <section aria-label={`Slices of ${fileName(file)}`} className={style.panel}>
      <div className={style.tools}>
        {!flat && (
          <SegmentedControl size="xs" value={axis} onChange={(value) => nameAxis(value === firstAxis ? undefined : value)} aria-label="Axis"
            data={axes.map((one) => ({ value: one, label: `along ${one}` }))} />
        )}
        <SegmentedControl size="xs" value={stretch} onChange={setStretch} aria-label="Contrast"
          data={[{ value: 'all', label: 'Whole range' }, { value: 'usual', label: '0.5–99.5 %' }, { value: 'strong', label: '5–95 %' }]} />
      </div>
      <div className={style.stage}>
        {broken === source ? (
          <Broken source={source} />
        ) : (
          <img src={source} alt={flat ? fileName(file) : `Slice ${at + 1} of ${last + 1} along ${axis}`} onError={() => setBroken(source)} />
        )}
      </div>
      {last > 0 && (
        <div className={style.slide}>
          <Slider value={at} min={0} max={last} onChange={setHeld} onChangeEnd={(value) => { setHeld(undefined); nameIndex(String(value + 1)); }} label={null} thumbLabel={`Slice along ${axis}`} style={{ flex: 1 }} />
          <output className="figures">{at + 1} / {last + 1}</output>
        </div>
      )}
      <Header header={header} />
    </section>
  );
}
