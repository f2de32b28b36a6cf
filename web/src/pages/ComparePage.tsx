import { Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { dataset } from '../api/catalogue';
import { isNotFound } from '../api/client';
import { counted } from '../model/figures';
import { factLines, parameterLines } from '../model/viewerCompare';
import { Notice } from '../parts/Notice';
import { CompareTable } from '../viewers/described/CompareTable';
import { Problem } from '../viewers/Problem';
import style from './ComparePage.module.css';
import { useTitle } from './useTitle';

const route = getRouteApi('/compare');
const most = 20;
const picture = { file: '{gallery/,}*.{png,jpg,jpeg,gif}', width: 320 };

// Several datasets side by side, all parameters, differences marked. The address says which.
export function ComparePage() {
  const text: string | undefined = route.useSearch().ids;
  const navigate = useNavigate();
  const ids = [...new Set((text ?? '').split(',').map(Number).filter((id) => Number.isSafeInteger(id) && id > 0))].slice(0, most);
  const answers = useQueries({ queries: ids.map((id) => dataset(id)) });
  useTitle('Compare');
  if (ids.length < 2) {
    return (
      <Notice heading title="Nothing to compare">
        <p>Choose two datasets or more in a list of results, and compare them from there.</p>
        <Link to="/data">See all data</Link>
      </Notice>
    );
  }
  const failed = answers.find((one) => one.error && !one.data);
  if (failed?.error && !isNotFound(failed.error)) return <Problem failure={failed.error} onRetry={() => answers.forEach((one) => void one.refetch())} />;
  if (answers.some((one) => one.isPending)) return <Skeleton height={420} radius="md" />;
  const found = answers.flatMap((one) => one.data ?? []).map((one) => ({ ...one, parameters: { ...one.sampleParameters, ...one.parameters } }));
  const inputs = found.map((one) => [...new Set(one.inputs.flatMap((input) => input.datasets))]);
  const common = inputs[0]?.filter((id) => inputs.every((others) => others.includes(id))) ?? [];
  const remove = (id: number) => void navigate({ to: '/compare', search: (before: object) => ({ ...before, ids: ids.filter((one) => one !== id).join(',') }), replace: true });
  return (
    <div>
      <header className={style.head}>
        <h1>{counted(found.length, 'dataset')} side by side</h1>
        <p className="muted">
          {common.length > 0 ? <>All made from {common.map((id, at) => <span key={id}>{at > 0 && ', '}<Link to="/datasets/$id" params={{ id: String(id) }}>dataset {id}</Link></span>)}.</> : 'They have no input in common.'}
          {found.length < ids.length && ` ${counted(ids.length - found.length, 'dataset')} of the address ${ids.length - found.length === 1 ? 'is' : 'are'} not there.`}
        </p>
      </header>
      <div className={`${style.sheet} card`}>
        <CompareTable datasets={found} lines={[...factLines(found), ...parameterLines(found)]} image={picture} onRemove={remove} />
      </div>
    </div>
  );
}
