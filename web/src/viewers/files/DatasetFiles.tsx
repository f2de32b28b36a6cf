import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { dataset as datasetOf, datasets } from '../../api/catalogue';
import { place as placeOf } from '../../model/columns';
import { counted, size } from '../../model/figures';
import { isProcessed } from '../../model/names';
import { everything } from '../../model/search';
import style from './DatasetFiles.module.css';
import { FilesTab } from './FilesTab';
import { PanelNotice, PanelProblem } from './PanelNotice';

interface Place {
  dataset?: number;
  prefix?: string;
  file?: string;
}

interface Props extends Place {
  investigation: number;
  onPlace: (place: Place) => void;
}

// The datasets whose name or folder has the words in it.
function condition(typed: string): string {
  const words = typed.trim().replace(/["\\]/g, '');
  return words ? `name ~ "${words}" or location ~ "${words}"` : '';
}

// The files of an investigation: one chooses a dataset, then looks into its folder.
export function DatasetFiles({ investigation, dataset, prefix, file, onPlace }: Props) {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(condition(typed), 250);
  const scope = useMemo(() => ({ investigation }), [investigation]);
  const result = useInfiniteQuery(datasets({ ...everything, text, sort: 'location' }, scope));
  const chosen = useQuery({ ...datasetOf(dataset ?? 0), enabled: dataset !== undefined });
  const all = result.data?.pages.flatMap((page) => page.datasets) ?? [];
  const total = result.data?.pages[0]?.total ?? 0;
  return (
    <div className={style.both} data-chosen={dataset !== undefined || undefined}>
      <nav className={style.datasets} aria-label="Datasets with files">
        <TextInput size="xs" value={typed} onChange={(change) => setTyped(change.currentTarget.value)} placeholder="Find a dataset" aria-label="Find a dataset" leftSection={<IconSearch size={14} aria-hidden />} />
        {result.isPending && <Skeleton height={200} mt="sm" radius="md" />}
        {result.error && !result.data && <PanelProblem failure={result.error} onRetry={() => void result.refetch()} />}
        {result.data && !all.length && <PanelNotice>No dataset is called so.</PanelNotice>}
        <ul tabIndex={-1}>
          {all.map((one) => (
            <li key={one.id}>
              <button type="button" aria-current={one.id === dataset || undefined} data-processed={isProcessed(one) || undefined} title={one.location}
                onClick={() => onPlace({ dataset: one.id })}>
                <strong className="oneline">{one.name}</strong>
                <span className="oneline">{[placeOf(one) || one.sample, one.fileCount !== undefined && counted(one.fileCount, 'file'), one.volume !== undefined && size(one.volume)].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
        {result.hasNextPage && <Button size="xs" variant="default" loading={result.isFetchingNextPage} onClick={() => void result.fetchNextPage()}>{all.length} of {total}: more</Button>}
      </nav>
      <div className={style.files}>
        {dataset === undefined ? (
          <PanelNotice>Choose a dataset to see its files.</PanelNotice>
        ) : (
          <>
            {chosen.data && (
              <p className={style.which}>
                <Link to="/datasets/$id" params={{ id: String(dataset) }}>{chosen.data.name}</Link> <span className="mono">{chosen.data.location}</span>
              </p>
            )}
            <FilesTab key={dataset} dataset={dataset} location={chosen.data?.location} prefix={prefix} file={file} onPlace={(place) => onPlace({ dataset, ...place })} />
          </>
        )}
      </div>
    </div>
  );
}
