import { Anchor, Select } from '@mantine/core';
import { criteria } from '../../model/viewerRanking';
import { useDescribed } from './context';
import { fillOf, useRanking } from './rank';
import style from './Panels.module.css';

// By which published rule results are ordered, and what the rule leaves to choose.
export function RankChoice({ names }: { names: string | string[] | undefined }) {
  const { onAddress } = useDescribed();
  const { offered, ranking, choice } = useRanking(names);
  if (!ranking) return null;
  const by = criteria(ranking);
  const fill = fillOf(ranking, choice);
  const link = /https?:\/\/[^\s,]+/.exec(ranking.source ?? '')?.[0];
  return (
    <div className={style.rank}>
      <Select size="xs" label="Ranking" data={offered.map((one) => ({ value: one.name, label: one.title ?? one.name }))} value={ranking.name} allowDeselect={false} w={260}
        onChange={(value) => onAddress({ rank: value === offered[0]!.name ? undefined : value ?? undefined, by: undefined })} comboboxProps={{ withinPortal: true }} />
      {by.length > 1 && (
        <Select size="xs" label="By" data={by} value={choice.by && by.includes(choice.by) ? choice.by : by[0]!} allowDeselect={false} w={130}
          onChange={(value) => onAddress({ by: value === by[0] ? undefined : value ?? undefined })} />
      )}
      {Object.entries(ranking.choices ?? {}).map(([word, values]) => (
        <Select key={word} size="xs" label={word[0]!.toUpperCase() + word.slice(1)} data={values} value={fill[word] ?? values[0]!} allowDeselect={false} w={120}
          onChange={(value) => onAddress({ [`fill.${word}`]: value === values[0] ? undefined : value ?? undefined })} />
      ))}
      {ranking.source && <span className={style.source} title={ranking.source}>{link ? <Anchor href={link} size="xs" target="_blank" rel="noreferrer">where it is published</Anchor> : ranking.source}</span>}
    </div>
  );
}
