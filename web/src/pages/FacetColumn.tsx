import { ActionIcon, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { facets } from '../api/facets';
import { nowhere } from '../api/question';
import { fieldOf, usualFacets } from '../model/facets';
import { count } from '../model/figures';
import { chosenValues, conditionOn, isValues, withCondition, withoutCondition, withValueToggled, type Search } from '../model/search';
import { FacetValues } from '../parts/FacetValues';
import { Histogram } from '../parts/Histogram';
import style from './FacetColumn.module.css';
import { NameBox } from './NameBox';

interface Props {
  search: Search;
  onSearch: (search: Search) => void;
}

const titles: Record<string, string> = {
  type: 'Type', instrument: 'Instrument', technique: 'Technique', program: 'Program', sample: 'Sample', proposal: 'Proposal', startDate: 'Started', volume: 'Size',
};

// How the whole result divides, and a way to choose from it.
export function FacetColumn({ search, onSearch }: Props) {
  const asked = [...usualFacets, ...search.by];
  const { data, isPending } = useQuery({ ...facets(search, nowhere, asked), placeholderData: keepPreviousData, retry: false });
  return (
    <div className={style.column}>
      {isPending && [1, 2, 3].map((at) => <Skeleton key={at} height={110} radius="md" />)}
      {data?.filter((facet) => facet.datasets > 0 || conditionOn(search, fieldOf(facet.field))).map((facet) => {
        const field = fieldOf(facet.field);
        const condition = conditionOn(search, field);
        const own = search.by.includes(facet.field);
        return (
          <section key={facet.field} aria-label={titles[field] ?? facet.name}>
            <h3>
              <span className="oneline" title={facet.name}>{titles[field] ?? facet.name}</span>
              <span className="muted">{facet.kind === 'values' ? count(facet.distinct) : `${count(facet.datasets)} have it`}</span>
              {own && (
                <ActionIcon size="xs" variant="subtle" color="gray" aria-label={`Do not count by ${facet.name}`}
                  onClick={() => onSearch({ ...search, by: search.by.filter((other) => other !== facet.field) })}>
                  <IconX size={13} />
                </ActionIcon>
              )}
            </h3>
            {facet.kind === 'values' ? (
              <FacetValues facet={facet} chosen={chosenValues(search, field)} onToggle={(value) => onSearch(withValueToggled(search, field, value))} />
            ) : (
              <>
                <Histogram facet={facet} range={condition && !isValues(condition) ? condition.range : undefined} onRange={(range) => onSearch(withCondition(search, { name: field, range }))} />
                {condition && <button type="button" className={style.clear} onClick={() => onSearch(withoutCondition(search, field))}>The whole range</button>}
              </>
            )}
          </section>
        );
      })}
      <NameBox label="Count by another parameter" act="Count by this parameter" onName={(name) => onSearch({ ...search, by: [...new Set([...search.by, name])] })} />
    </div>
  );
}
