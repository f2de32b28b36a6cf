import { Switch, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { dictionary } from '../api/definitions';
import { counted } from '../model/figures';
import type { Parameters } from '../model/names';
import { groups, understood, type Named } from '../model/parameters';
import style from './ParameterGroups.module.css';
import { useInAddress } from './useInAddress';

function Row({ one, described }: { one: Named; described: boolean }) {
  const { value, unit, sent } = understood(one.parameter);
  return (
    <tr>
      <th scope="row" title={[one.name, one.meaning?.description].filter(Boolean).join(': ')}>
        {one.group && <span className={style.group}>{one.group}_</span>}
        {one.field}
        {one.parameter.unknown && (
          <Tooltip label="The facility's dictionary has no such name; kept and found all the same" withArrow multiline w={240}>
            <span className={style.unknown} tabIndex={0}>not in the dictionary</span>
          </Tooltip>
        )}
        {described && one.meaning?.description && <span className={style.description}>{one.meaning.description}</span>}
      </th>
      <td>
        <span className={style.value}>{value || <span className="muted">no value</span>}</span>
        {unit && <span className={style.unit}> {unit}</span>}
        {sent && <span className={style.sent}>sent as {sent}</span>}
        {one.parameter.remark && <span className={style.remark}>{one.parameter.remark}</span>}
      </td>
    </tr>
  );
}

// All parameters, in the groups of their definitions, each as it is understood and as it was sent, with what it means.
// `name`: how the address calls the filter.
export function ParameterGroups({ parameters, name = 'parameters', empty = 'It was sent without parameters.' }: { parameters: Parameters; name?: string; empty?: string }) {
  const [filter, setFilter] = useInAddress(name);
  const [meanings, setMeanings] = useInAddress('meanings');
  const described = meanings !== '';
  const names = useMemo(() => Object.keys(parameters), [parameters]);
  const { data: definitions } = useQuery(dictionary(names));
  const total = names.length;
  if (!total) return <p className="muted">{empty}</p>;
  const found = groups(parameters, filter, definitions);
  const hasWords = names.some((name) => definitions?.get(name)?.description);
  return (
    <div>
      <div className={style.tools}>
        {total > 8 && (
          <TextInput value={filter} onChange={(change) => setFilter(change.currentTarget.value)} placeholder={`Filter ${counted(total, 'parameter')}`}
            aria-label="Filter parameters" leftSection={<IconSearch size={15} />} className={style.filter} />
        )}
        {hasWords && <Switch size="xs" label="What they mean" checked={described} onChange={(change) => setMeanings(change.currentTarget.checked ? 'shown' : undefined)} />}
      </div>
      {!found.length && <p className="muted">No name and no value has “{filter}” in it.</p>}
      <div className={style.groups}>
        {found.map((group) => (
          <section key={group.name} className={`${style.box} card`}>
            <h3>
              {group.name || 'General'} <span className="muted">{group.parameters.length}</span>
            </h3>
            <table>
              <tbody>{group.parameters.map((one) => <Row key={one.name} one={one} described={described} />)}</tbody>
            </table>
          </section>
        ))}
      </div>
    </div>
  );
}
