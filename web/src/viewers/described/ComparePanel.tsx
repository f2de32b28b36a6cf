import { useQuery } from '@tanstack/react-query';
import { datasetsWith } from '../../api/viewers';
import type { CompareSpec, Of, Row } from '../../model/viewer';
import { compareLines } from '../../model/viewerCompare';
import { subjects, unlisted } from '../../model/viewerValues';
import { CompareTable } from './CompareTable';
import { useDescribed } from './context';

const most = 60; // columns beside each other

// Several results of one input: what they say of the same names.
export function ComparePanel({ row, compare, of }: { row: Row; compare: CompareSpec; of?: Of }) {
  const { viewer, words } = useDescribed();
  const found = subjects(row, compare.of ?? of).slice(0, most);
  const whole = !Array.isArray(compare.values);
  const { data } = useQuery({ ...datasetsWith(found.map((one) => one.id), ['all']), enabled: whole && found.length > 1 });
  const datasets = whole ? data : found;
  if (found.length < 2 || !datasets) return null;
  const lines = compareLines(compare, datasets, viewer, words).filter((line) => line.texts.some(Boolean));
  if (!lines.length && !compare.image) return null;
  const left = unlisted(row, compare.of ?? of) + found.length - datasets.length;
  return (
    <>
      <CompareTable datasets={datasets} lines={lines} image={compare.image} differences={compare.differences} />
      {left > 0 && <p className="muted">{left} more are not compared.</p>}
    </>
  );
}
