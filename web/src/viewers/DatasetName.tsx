import { Link } from '@tanstack/react-router';
import type { DatasetSummary } from '../model/names';

// The name of a dataset, leading to its page.
export function DatasetName({ dataset }: { dataset: DatasetSummary }) {
  return (
    <Link to="/datasets/$id" params={{ id: String(dataset.id) }} className="plainlink" title={dataset.location} style={{ fontWeight: 600 }}>
      {dataset.name}
    </Link>
  );
}
