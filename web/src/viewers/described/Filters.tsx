import { Button, NumberInput, Popover } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import { facets } from '../../api/facets';
import { rowsCondition, together } from '../../api/viewers';
import { conditionLabel, fieldOf, type Facet } from '../../model/facets';
import { count } from '../../model/figures';
import { chosenValues, conditionOn, isValues, withCondition, withoutCondition, withValueToggled, type Search } from '../../model/search';
import { titleOf } from '../../model/viewer';
import { Chip } from '../../parts/Chip';
import { FacetValues } from '../../parts/FacetValues';
import { Histogram } from '../../parts/Histogram';
import { useDescribed } from './context';
import style from './List.module.css';

interface Props {
  investigation: number;
  search: Search;
  onSearch: (search: Search, again?: boolean) => void; // again: it goes on with what was begun, one step back takes all of it
}

// Numbers: their histogram, and the bounds as figures.
function Numbers({ facet, search, onSearch }: Pick<Props, 'search' | 'onSearch'> & { facet: Facet }) {
  const field = fieldOf(facet.field);
  const condition = conditionOn(search, field);
  const range = condition && !isValues(condition) ? condition.range : undefined;
  const set = (side: 'from' | 'to', value: string | number) => {
    const next = { closed: true, from: range?.from, to: range?.to, [side]: value === '' ? undefined : String(value) };
    onSearch(next.from === undefined && next.to === undefined ? withoutCondition(search, field) : withCondition(search, { name: field, range: next }), condition !== undefined);
  };
  return (
    <>
      <Histogram facet={facet} range={range} onRange={(next) => onSearch(withCondition(search, { name: field, range: next }))} />
      {facet.kind === 'numbers' && (
        <div className={style.bounds}>
          <NumberInput size="xs" label="From" value={range?.from ?? ''} onChange={(value) => set('from', value)} hideControls />
          <NumberInput size="xs" label="To" value={range?.to ?? ''} onChange={(value) => set('to', value)} hideControls />
        </div>
      )}
    </>
  );
}

// What the viewer offers to narrow its list by, each with exact counts over all of it; and what is chosen.
export function Filters({ investigation, search, onSearch }: Props) {
  const { viewer, words } = useDescribed();
  const wanted = [...new Set(viewer.list?.filter ?? [])];
  const asked = { ...search, text: together(rowsCondition(viewer), search.text) };
  const { data } = useQuery({ ...facets(asked, { investigation }, wanted), placeholderData: keepPreviousData, retry: false, enabled: wanted.length > 0 });
  const shown = data?.filter((facet) => facet.datasets > 0 && (facet.distinct > 1 || facet.kind !== 'values' || conditionOn(search, fieldOf(facet.field)))) ?? [];
  return (
    <>
      {shown.map((facet) => {
        const field = fieldOf(facet.field);
        const title = titleOf(field, words);
        return (
          <Popover key={field} width={290} position="bottom-start" shadow="md" withinPortal trapFocus>
            <Popover.Target>
              <Button size="xs" variant={conditionOn(search, field) ? 'light' : 'default'} rightSection={<IconChevronDown size={13} />} title={facet.name}>{title}</Button>
            </Popover.Target>
            <Popover.Dropdown aria-label={`Filter by ${title}`}>
              <p className={style.filterTitle}><strong>{title}</strong> <span className="muted">{facet.kind === 'values' ? count(facet.distinct) : facet.unit}</span></p>
              {facet.kind === 'values'
                ? <FacetValues facet={facet} chosen={chosenValues(search, field)} onToggle={(value) => onSearch(withValueToggled(search, field, value))} />
                : <Numbers facet={facet} search={search} onSearch={onSearch} />}
            </Popover.Dropdown>
          </Popover>
        );
      })}
      {search.conditions.map((condition) => (
        <Chip key={condition.name} name={titleOf(condition.name, words)} value={conditionLabel(condition)} onRemove={() => onSearch(withoutCondition(search, condition.name))} />
      ))}
    </>
  );
}
