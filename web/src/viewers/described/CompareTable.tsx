import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { lastFolders } from '../../model/columns';
import { counted } from '../../model/figures';
import type { DatasetSummary } from '../../model/names';
import type { Image } from '../../model/viewer';
import type { CompareLine } from '../../model/viewerCompare';
import { Kind } from '../../parts/Kind';
import { useInAddress } from '../useInAddress';
import style from './CompareTable.module.css';
import { Thumb } from './Thumb';

interface Props {
  datasets: DatasetSummary[];
  lines: CompareLine[];
  image?: Image;
  differences?: boolean; // offer to show only those
  onRemove?: (id: number) => void;
}

// The folder tells apart what has one name.
function placeOf(dataset: DatasetSummary, all: DatasetSummary[]): string {
  return all.some((other) => other.id !== dataset.id && other.name === dataset.name) ? lastFolders(dataset.location, 3) : '';
}

// Datasets side by side, a column each; lines on which they differ are marked, in colour and in words.
export function CompareTable({ datasets, lines, image, differences = true, onRemove }: Props) {
  const [wanted, setLines] = useInAddress('lines');
  const only = wanted === 'differing';
  const differing = lines.filter((line) => line.differs).length;
  const shown = only ? lines.filter((line) => line.differs) : lines;
  return (
    <div data-content>
      <div className={style.tools}>
        <span className="muted">{differing ? `${counted(differing, 'line')} of ${lines.length} differ${differing === 1 ? 's' : ''}` : 'They do not differ.'}</span>
        {differences && differing > 0 && differing < lines.length && <Switch size="xs" label="Only what differs" checked={only} onChange={(change) => setLines(change.currentTarget.checked ? 'differing' : undefined)} />}
      </div>
      <div className={style.frame} tabIndex={0} role="group" aria-label="Side by side">
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col"><span className={style.hidden}>Name</span></th>
              {datasets.map((one) => (
                <th scope="col" key={one.id}>
                  <Link to="/datasets/$id" params={{ id: String(one.id) }} title={one.location}>{one.name}</Link>
                  <span className={style.place}>{placeOf(one, datasets) || one.program || one.sample}</span>
                  <Kind type={one.type} />
                  {onRemove && datasets.length > 1 && <button type="button" className={style.remove} onClick={() => onRemove(one.id)}>take out<span className={style.hidden}> {one.name}</span></button>}
                </th>
              ))}
            </tr>
            {image && (
              <tr className={style.images}>
                <td />
                {datasets.map((one) => <td key={one.id}><Thumb datasets={[one]} image={image} title="" /></td>)}
              </tr>
            )}
          </thead>
          <tbody>
            {shown.map((line, at) => (
              <Fragment key={`${line.group}|${line.title}|${at}`}>
                {line.group !== '' && line.group !== shown[at - 1]?.group && <tr className={style.group}><th scope="colgroup" colSpan={datasets.length + 1}>{line.group}</th></tr>}
                <tr data-differs={line.differs || undefined}>
                  <th scope="row" title={line.name || undefined}>{line.title}{line.differs && <span className={style.hidden}> (differs)</span>}</th>
                  {line.texts.map((text, where) => <td key={where}>{text || <span className="muted">–</span>}</td>)}
                </tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
