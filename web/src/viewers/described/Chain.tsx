import { useQuery } from '@tanstack/react-query';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lineage } from '../../api/catalogue';
import { leaves, type ChainSpec, type Of, type Row } from '../../model/viewer';
import { chained } from '../../model/viewerRows';
import { alone, subjects } from '../../model/viewerValues';
import style from './Panels.module.css';
import { Thumb } from './Thumb';
import { Values } from './Values';

// Datasets that follow from each other, one step after the other.
export function Chain({ row, chain, of }: { row: Row; chain: ChainSpec; of?: Of }) {
  const datasets = subjects(row, chain.of ?? of);
  const { data: graph } = useQuery({ ...lineage(row.dataset.id, 0), enabled: datasets.length > 1 });
  if (!datasets.length) return null;
  const steps = chained(datasets, graph?.edges ?? []);
  // The name stands over the step already.
  const values = leaves(chain.columns ?? []).map(({ value }) => ({ ...value, of: undefined })).filter((value) => value.field !== 'name');
  return (
    <ol className={style.chain} data-content aria-label="Steps">
      {steps.map((step, at) => (
        <li key={at}>
          {at > 0 && <IconArrowRight size={18} className={style.arrow} aria-hidden />}
          <div className={style.step}>
            {step.map((one) => (
              <article key={one.id} className={style.stepcard}>
                <Link to="/datasets/$id" params={{ id: String(one.id) }} title={one.location}>{one.name}</Link>
                {chain.image && <Thumb datasets={[one]} image={chain.image} title="" height={110} />}
                <Values row={alone(one)} values={values} />
              </article>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
