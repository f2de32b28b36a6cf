import { Kbd, Modal, Table } from '@mantine/core';
import { useEffect, useRef } from 'react';

const keys: [string, string][] = [
  ['/', 'search'],
  ['g d', 'go to Data'],
  ['g i', 'go to Instruments'],
  ['g s', 'go to Statistics'],
  ['j  k', 'next and previous dataset of a list'],
  ['Enter', 'open the dataset'],
  ['?', 'this list'],
  ['Esc', 'close'],
];

// Keys and sequences of two, wherever nobody is typing.
export function useKeys(acts: Record<string, () => void>) {
  const known = useRef(acts);
  known.current = acts;
  useEffect(() => {
    let before = '';
    const press = (key: KeyboardEvent) => {
      const typing = key.target instanceof HTMLElement && key.target.closest('input, textarea, select, [contenteditable], [role="dialog"]');
      if (typing || key.metaKey || key.ctrlKey || key.altKey) return;
      const act = known.current[`${before} ${key.key}`] ?? known.current[key.key];
      before = key.key;
      if (!act) return;
      key.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table>
        <Table.Tbody>
          {keys.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Td w={110}>{key.split(' ').filter(Boolean).map((one) => <Kbd key={one} mr={4}>{one}</Kbd>)}</Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
