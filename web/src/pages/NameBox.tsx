import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { suggestions } from '../api/suggestions';

interface Props {
  label: string;
  act: string; // what the button does
  onName: (name: string) => void;
}

// Takes the name of a parameter or field, and completes it.
export function NameBox({ label, act, onName }: Props) {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 150);
  const list = useId();
  const { data } = useQuery({ ...suggestions(asked, [...asked].length), enabled: asked.trim().length > 1 });
  const names = data?.found.filter((one) => one.kind === 'name') ?? [];
  const add = () => {
    const name = typed.trim().replaceAll(',', '');
    if (name) onName(name);
    setTyped('');
  };
  return (
    <>
      <TextInput size="xs" label={label} placeholder="Its name" value={typed} list={list} autoComplete="off" spellCheck={false}
        onChange={(change) => setTyped(change.currentTarget.value)} onKeyDown={(key) => key.key === 'Enter' && add()}
        rightSection={<ActionIcon size="sm" variant="subtle" aria-label={act} onClick={add} disabled={!typed.trim()}><IconPlus size={14} /></ActionIcon>} />
      <datalist id={list}>
        {names.map((one) => <option key={one.text} value={one.label}>{[one.unit, one.description].filter(Boolean).join(', ')}</option>)}
      </datalist>
    </>
  );
}
