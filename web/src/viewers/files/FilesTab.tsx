import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { files, oneFile } from '../../api/files';
import { count, counted, size } from '../../model/figures';
import { asGlob, fileName, folderOf, rowsBelow, rowsOf, steps } from '../../model/files';
import { FileHead } from './FileHead';
import { FileList } from './FileList';
import style from './FilesTab.module.css';
import { PanelNotice, PanelProblem } from './PanelNotice';
import { Preview } from './Preview';

export interface FilesTabProps {
  dataset: number;
  location?: string; // the dataset's folder, for the whole path of a file
  prefix?: string; // the folder shown, such as `a/b/`
  file?: string; // the file shown beside the list
  onPlace?: (place: { prefix?: string; file?: string }) => void; // else the tab keeps its place itself
}

// Pages read in a row without a new row: a folder so large that the list goes on inside it.
const patience = 10;

// The folders and files of a dataset, and one of them to look at.
export function FilesTab({ dataset, location, prefix: given, file: givenFile, onPlace }: FilesTabProps) {
  const [own, setOwn] = useState<{ prefix?: string; file?: string }>({});
  const prefix = (onPlace ? given : (own.prefix ?? given)) ?? '';
  const chosen = onPlace ? givenFile : (own.file ?? givenFile);
  const go = onPlace ?? setOwn;
  const [typed, setTyped] = useState('');
  const [glob] = useDebouncedValue(asGlob(typed), 250);
  const preview = useRef<HTMLElement>(null);
  const result = useInfiniteQuery(files(dataset, glob ? { glob } : { prefix }));
  const pages = result.data?.pages;
  const listed = useMemo(() => pages?.flatMap((page) => page.files) ?? [], [pages]);
  const rows = useMemo(() => (glob ? rowsOf(listed) : rowsBelow(listed, prefix, !result.hasNextPage)), [listed, glob, prefix, result.hasNextPage]);
  const still = useRef({ rows: 0, page: 0 });
  if (rows.length !== still.current.rows) still.current = { rows: rows.length, page: pages?.length ?? 0 };
  const tired = (pages?.length ?? 0) - still.current.page >= patience;
  const more = () => {
    if (result.hasNextPage && !result.isFetchingNextPage) void result.fetchNextPage();
  };
  const selected = useQuery({ ...oneFile(dataset, chosen ?? ''), enabled: Boolean(chosen) && !listed.some((one) => one.path === chosen) });
  const shown = chosen ? (listed.find((one) => one.path === chosen) ?? selected.data) : undefined;
  useEffect(() => {
    const box = preview.current;
    if (chosen && box && box.getBoundingClientRect().top > window.innerHeight * 0.8) box.scrollIntoView({ block: 'start' });
  }, [chosen]);
  if (result.error && !pages) return <PanelProblem failure={result.error} missing="No files" onRetry={() => void result.refetch()} />;
  const first = pages?.[0];
  if (first?.state === 'pending') {
    return <PanelNotice><strong>The folder has not been read yet.</strong><br />Its files appear here by themselves, usually within a minute{first.reason && ` (${first.reason})`}.</PanelNotice>;
  }
  if (first?.state === 'unreadable' && !first.total) {
    return <PanelNotice onRetry={() => void result.refetch()}><strong>The folder cannot be read.</strong><br />{first.reason ?? 'The server gave no reason.'}</PanelNotice>;
  }
  return (
    <div className={style.files}>
      {first?.state === 'unreadable' && <p className={style.stale} role="status">The folder cannot be read now; these are the files it had{first.reason && ` (${first.reason})`}.</p>}
      <div className={style.tools}>
        <nav aria-label="Folder" className={style.path}>
          <button type="button" onClick={() => { setTyped(''); go({}); }} disabled={!prefix && !glob}>all files</button>
          {!glob && steps(prefix).map((step) => (
            <span key={step.prefix}>
              <span aria-hidden>/</span>
              <button type="button" onClick={() => go({ prefix: step.prefix })} disabled={step.prefix === prefix}>{step.name}</button>
            </span>
          ))}
        </nav>
        <TextInput size="xs" value={typed} onChange={(change) => setTyped(change.currentTarget.value)} placeholder="Name or pattern, *.png" aria-label="Find files"
          leftSection={<IconSearch size={14} aria-hidden />} className={style.find} />
        {first && <span className={style.sum}>{counted(first.total, 'file')}, {size(first.volume)}</span>}
      </div>
      <div className={style.split} data-preview={chosen ? true : undefined}>
        <div className={style.list}>
          {!pages ? (
            <Skeleton height={240} radius="md" />
          ) : rows.length ? (
            <FileList rows={rows} dataset={dataset} location={location} chosen={chosen} onFolder={(to) => go({ prefix: to })}
              onFile={(path) => go(path === chosen ? { prefix: prefix || undefined } : { prefix: glob ? folderOf(path) || undefined : prefix || undefined, file: path })}
              reading={result.isFetchingNextPage} pages={pages.length} onEnd={tired || !result.hasNextPage ? undefined : more} />
          ) : (
            <PanelNotice>{glob ? `No file matches “${typed.trim()}”.` : prefix ? 'There is nothing in this folder.' : 'This dataset has no files.'}</PanelNotice>
          )}
          {tired && result.hasNextPage && (
            <p className={style.further}>
              {count(listed.length)} of {count(first?.total ?? 0)} files were looked through.
              <Button size="xs" variant="default" onClick={() => { still.current.page = pages?.length ?? 0; more(); }}>Look further</Button>
            </p>
          )}
        </div>
        {chosen && (
          <section ref={preview} className={style.preview} aria-label={`Preview of ${fileName(chosen)}`}>
            {shown ? (
              <>
                <FileHead dataset={dataset} file={shown} location={location} onClose={() => go({ prefix: prefix || undefined })} />
                <Preview key={shown.path} dataset={dataset} file={shown} />
              </>
            ) : selected.isPending ? (
              <Skeleton height={240} radius="md" />
            ) : (
              <PanelNotice><strong>{fileName(chosen)}</strong><br />No file of this dataset has this path.</PanelNotice>
            )}
          </section>
        )}
      </div>
    </div>
  );
}
