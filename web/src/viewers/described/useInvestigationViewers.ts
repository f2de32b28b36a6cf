import { useQueries, useQuery } from '@tanstack/react-query';
import { viewers, viewerTotal } from '../../api/viewers';
import type { Viewer } from '../../model/viewer';

export interface ViewerHere {
  viewer: Viewer;
  tab: string; // as the address calls it
  total: number; // rows it has here
}

// The viewers that have datasets in an investigation, best first; undefined until all are known. One that is for every dataset comes last.
export function useInvestigationViewers(investigation: number): ViewerHere[] | undefined {
  const { data, isError } = useQuery(viewers());
  const listed = data?.filter((viewer) => viewer.list) ?? [];
  const totals = useQueries({ queries: listed.map((viewer) => viewerTotal(viewer, investigation)) });
  if (isError) return [];
  if (!data || totals.some((one) => one.isPending)) return undefined;
  return listed.flatMap((viewer, at) => {
    const total = totals[at]?.data ?? 0;
    return total > 0 ? [{ viewer, tab: `viewer-${viewer.name}`, total }] : [];
  });
}
