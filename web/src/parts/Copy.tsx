import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { copied } from './copied';

const shownFor = 1500; // ms

export function Copy({ text, what }: { text: string; what: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    setDone(await copied(text));
    setTimeout(() => setDone(false), shownFor);
  };
  return (
    <Tooltip label={done ? 'Copied' : `Copy ${what}`} withArrow openDelay={300}>
      <ActionIcon variant="subtle" color="gray" size="sm" onClick={() => void copy()} aria-label={`Copy ${what}`}>
        {done ? <IconCheck size={15} color="var(--good)" /> : <IconCopy size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}
