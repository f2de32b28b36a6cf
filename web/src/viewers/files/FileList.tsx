import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { IconFile, IconFileTypography, IconFolder, IconGrid3x3, IconLink, IconPhoto, IconChartLine, IconStack2 } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { fileAddress } from '../../api/files';
import { count, size } from '../../model/figures';
import { previewsOf, type Datafile, type Preview, type Row } from '../../model/files';
import { Copy } from '../../parts/Copy';
import { When } from '../../parts/When';
import { wholePath } from './FileHead';
import style from './FilesTab.module.css';

interface Props {
  rows: Row[];
  dataset: number;
  location?: string;
  chosen?: string;
  onFolder: (prefix: string) => void;
  onFile: (path: string) => void;
  onEnd?: () => void; // more are wanted
  reading: boolean;
  pages: number; // read so far
}

const rowHeight = 36;
const icons: Record<Preview, typeof IconFile> = { image: IconPhoto, curve: IconChartLine, hdf5: IconGrid3x3, volume: IconStack2, text: IconFileTypography };

function Icon({ file }: { file: Datafile }) {
  const kind = previewsOf(file)[0];
  const Found = kind ? icons[kind] : IconFile;
  return <Found size={16} aria-hidden className={style.icon} />;
}

const tail = 18; // letters at the end of a long name that stay: what tells files apart stands there

function FileName({ name }: { name: string }) {
  const cut = name.length > 2 * tail ? name.length - tail : name.length;
  return (
    <span className={style.cut}>
      <span className="oneline">{name.slice(0, cut)}</span>
      {cut < name.length && <span className={style.tail}>{name.slice(cut)}</span>}
    </span>
  );
}

function Cells({ row, dataset, location, chosen, onFolder, onFile }: Pick<Props, 'dataset' | 'location' | 'chosen' | 'onFolder' | 'onFile'> & { row: Row }) {
  if (row.kind === 'folder') {
    return (
      <>
        <td className={style.name}>
          <button type="button" onClick={() => onFolder(row.prefix)}><IconFolder size={16} aria-hidden className={style.folderIcon} /><span className="oneline">{row.name}/</span></button>
        </td>
        <td className={style.size}>{size(row.size)}{!row.whole && ' +'}</td>
        <td className={style.date}>{row.whole ? `${count(row.files)} ${row.files === 1 ? 'file' : 'files'}` : `${count(row.files)} files or more`}</td>
        <td className={style.do} />
      </>
    );
  }
  const { file } = row;
  return (
    <>
      <td className={style.name}>
        <button type="button" onClick={() => onFile(file.path)} aria-pressed={file.path === chosen} aria-label={row.name} title={file.path}>
          <Icon file={file} /><FileName name={row.name} />{file.kind === 'link' && <IconLink size={13} aria-label="a link" className={style.icon} />}
        </button>
      </td>
      <td className={style.size}>{size(file.size)}</td>
      <td className={style.date}><When at={file.modified} short /></td>
      <td className={style.do}>
        <Copy text={wholePath(location, file.path)} what={`the path of ${row.name}`} />
        <a href={fileAddress(dataset, file.path, true)} aria-label={`Download ${row.name}`} title="Download">↓</a>
      </td>
    </>
  );
}

// Folders and files, of which only those in sight are in the page.
export function FileList({ rows, onEnd, reading, pages, ...cells }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setOffset((place.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 12, scrollMargin: offset });
  const visible = virtual.getVirtualItems();
  const first = visible[0];
  const last = visible[visible.length - 1];
  useEffect(() => {
    if (onEnd && !reading && (last?.index ?? 0) >= rows.length - 30) onEnd();
  }, [last?.index, rows.length, pages, reading, onEnd]);
  const before = first ? first.start - offset : 0;
  const after = last ? virtual.getTotalSize() - (last.end - offset) : 0;
  return (
    <div ref={place} className="card">
      <table className={style.table} aria-label="Files" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={style.size}>Size</th>
            <th scope="col" className={style.date}>Changed</th>
            <th scope="col" className={style.do}><span className={style.unseen}>Take along</span></th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }}><td colSpan={4} /></tr>}
          {visible.map((slot) => {
            const row = rows[slot.index];
            if (!row) return null;
            const chosen = row.kind === 'file' && row.file.path === cells.chosen;
            return (
              <tr key={row.key} aria-rowindex={slot.index + 2} style={{ height: rowHeight }} data-chosen={chosen || undefined}>
                <Cells row={row} {...cells} />
              </tr>
            );
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }}><td colSpan={4} /></tr>}
        </tbody>
      </table>
      {reading && <p className={style.reading} role="status">Reading on…</p>}
    </div>
  );
}
