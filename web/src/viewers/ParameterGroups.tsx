import { TextInput, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { counted } from '../model/figures';
import type { Parameters } from '../model/names';
import { groups, understood, type Named } from '../model/parameters';
import style from './ParameterGroups.module.css';

function Row({ one }: { one: Named }) {
  const { value, unit, sent } = understood(one.parameter);
  return (
    <tr>
      <th scope="row" title={one.name}>
        {one.group && <span className={style.group}>{one.group}_</span>}
        {one.field}
        {one.parameter.unknown && (
          <Tooltip label="The facility's dictionary has no such name; kept and found all the same" withArrow multiline w={240}>
            <span className={style.unknown} tabIndex={0}>not in the dictionary</span>
          </Tooltip>
        )}
      </th>
      <td>
        <span className={style.value}>{value || <span className="muted">(empty)</span>}</span>
        {unit && <span className={style.unit}> {unit}</span>}
        {sent && <span className={style.sent}>sent as {sent}</span>}
        {one.parameter.remark && <span className={style.remark}>{one.parameter.remark}</span>}
      </td>
    </tr>
  );
}

// All parameters, in the groups of their definitions, each as it is understood and as it was sent.
export function ParameterGroups({ parameters, empty = 'It was sent without parameters.' }: { parameters: Parameters; empty?: string }) {
  const [filter, setFilter] = useState('');
  const total = Object.keys(parameters).length;
  if (!total) return <p className="muted">{empty}</p>;
  const found = groups(parameters, filter);
  return (
    <div>
      {total > 8 && (
        <TextInput value={filter} onChange={(change) => setFilter(change.currentTarget.value)} placeholder={`Filter ${counted(total, 'parameter')}`}
          aria-label="Filter parameters" leftSection={<IconSearch size={15} />} mb="md" maw={360} />
      )}
      {!found.length && <p className="muted">No name and no value has “{filter}” in it.</p>}
      <div className={style.groups}>
        {found.map((group) => (
          <section key={group.name} className={`${style.box} card`}>
            <h3>
              {group.name || 'General'} <span className="muted">{group.parameters.length}</span>
            </h3>
            <table>
              <tbody>{group.parameters.map((one) => <Row key={one.name} one={one} />)}</tbody>
            </table>
          </section>
        ))}
      </div>
    </div>
  );
}
