import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { previewsOf, type Datafile, type Preview as Kind } from '../../model/files';
import { CurvePanel } from './CurvePanel';
import { Hdf5Panel } from './Hdf5Panel';
import { PanelNotice } from './PanelNotice';
import { Picture } from './Picture';
import style from './Preview.module.css';
import { SlicePanel } from './SlicePanel';
import { TextPanel } from './TextPanel';

const words: Record<Kind, string> = { image: 'Image', curve: 'Curves', hdf5: 'HDF5', volume: 'Slices', text: 'Text' };

function Shown({ kind, dataset, file }: { kind: Kind; dataset: number; file: Datafile }) {
  switch (kind) {
    case 'image':
      return <div className={style.image}><Picture dataset={dataset} file={file.path} width={960} alt={file.path} /></div>;
    case 'curve':
      return <CurvePanel dataset={dataset} file={file.path} />;
    case 'hdf5':
      return <Hdf5Panel dataset={dataset} file={file.path} />;
    case 'volume':
      return <SlicePanel dataset={dataset} file={file.path} />;
    case 'text':
      return <TextPanel dataset={dataset} file={file.path} bytes={file.size} />;
  }
}

// One file as what it is; where it is two things (a table is text, too) one chooses.
export function Preview({ dataset, file }: { dataset: number; file: Datafile }) {
  const kinds = previewsOf(file);
  const [chosen, setChosen] = useState<Kind>();
  const kind = chosen && kinds.includes(chosen) ? chosen : kinds[0];
  if (!kind) return <PanelNotice>There is no preview of this kind of file{file.mediaType && ` (${file.mediaType})`}. It can be downloaded.</PanelNotice>;
  return (
    <div>
      {kinds.length > 1 && (
        <SegmentedControl size="xs" mb="sm" value={kind} onChange={(value) => setChosen(value as Kind)} aria-label="Show the file as"
          data={kinds.map((one) => ({ value: one, label: words[one] }))} />
      )}
      <Shown key={`${kind}${file.path}`} kind={kind} dataset={dataset} file={file} />
    </div>
  );
}
