import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Group, Select, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { instruments, investigations } from '../api/catalogue';
import { counted, period, size } from '../model/figures';
import type { Investigation } from '../model/names';
import { Notice } from '../parts/Notice';
import { ShowMore } from '../parts/ShowMore';
import { SplitBar } from '../parts/SplitBar';
import { Problem } from '../viewers/Problem';
import { DataTabs } from './DataTabs';
import style from './InvestigationsPage.module.css';
import { useTitle } from './useTitle';

const route = getRouteApi('/investigations');

export function InvestigationRow({ one }: { one: Investigation }) {
  return (
    <Link to="/investigations/$id" params={{ id: String(one.id) }} className={`${style.row} card`}>
      <span className={style.title}>
        <strong>{one.proposal}</strong> <span className={style.instrument}>{one.instrument}</span>
        {one.title && <span className={style.words}>{one.title}</span>}
      </span>
      <span className={style.when}>{period(one.startDate, one.endDate) || 'without a session'}</span>
      <span className={style.bar}>
        <SplitBar acquisition={one.acquisition} processed={one.processed} />
        <span>{counted(one.datasets, 'dataset')}, {counted(one.samples, 'sample')}, {size(one.volume)}</span>
      </span>
    </Link>
  );
}

// Every investigation, by proposal and instrument.
export function InvestigationsPage() {
  useTitle('Investigations');
  const { proposal, instrument } = route.useSearch();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(proposal ?? '');
  const { data: all = [] } = useQuery(instruments());
  const result = useInfiniteQuery(investigations({ proposal, instrument }));
  const go = (next: { proposal?: string; instrument?: string }) => void navigate({ to: '/investigations', search: next });
  const found = result.data?.pages.flatMap((page) => page.investigations) ?? [];
  const total = result.data?.pages[0]?.total;
  return (
    <div>
      <DataTabs />
      <Group justify="space-between" mb={14} gap="sm">
        <h1 className={style.total}>{total === undefined ? 'Investigations' : counted(total, 'investigation')}</h1>
        <Group gap={8}>
          <TextInput size="xs" placeholder="Proposal, any spelling" aria-label="Proposal" value={typed} onChange={(change) => setTyped(change.currentTarget.value)}
            onKeyDown={(key) => key.key === 'Enter' && go({ proposal: typed.trim() || undefined, instrument })} onBlur={() => typed.trim() !== (proposal ?? '') && go({ proposal: typed.trim() || undefined, instrument })} />
          <Select size="xs" placeholder="Every instrument" aria-label="Instrument" clearable searchable value={instrument ?? null} data={all.map((one) => one.name)}
            onChange={(value) => go({ proposal, instrument: value ?? undefined })} />
        </Group>
      </Group>
      {result.isPending && <Skeleton height={300} radius="md" />}
      {result.isError && !result.data && <Problem failure={result.error} onRetry={() => void result.refetch()} />}
      {total === 0 && <Notice title="No investigation matches"><p>Proposals are found in any spelling: MX-2485 is mx2485.</p></Notice>}
      <div className={style.list}>{found.map((one) => <InvestigationRow key={one.id} one={one} />)}</div>
      {result.hasNextPage && <ShowMore shown={found.length} total={total ?? 0} loading={result.isFetchingNextPage} onMore={() => void result.fetchNextPage()} />}
    </div>
  );
}
