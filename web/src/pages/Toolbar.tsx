import { Box, Button, Checkbox, Menu, Modal, Popover, ScrollArea, SegmentedControl, Select, Stack, Tabs } from '@mantine/core';
import { IconCards, IconCode, IconColumns3, IconDownload, IconLink, IconShare2, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { datasetsPath, everyDataset } from '../api/catalogue';
import { nowhere, sortedQuestion } from '../api/question';
import { columns, csv, parameterNames, usualColumns } from '../model/columns';
import { count } from '../model/figures';
import type { DatasetSummary } from '../model/names';
import type { Search } from '../model/search';
import { asCurl, asPython } from '../model/snippets';
import { copied } from '../parts/copied';
import { Snippet } from '../parts/Snippet';
import { NameBox } from './NameBox';
import style from './Toolbar.module.css';

interface Props {
  search: Search;
  onSearch: (search: Search) => void;
}

const sortable = ['startDate', 'name', 'sample', 'instrument', 'proposal', 'fileCount', 'volume'];

export function SortChoice({ search, onSearch }: Props) {
  const data = [
    { value: '', label: 'As they came' },
    ...columns.filter((column) => sortable.includes(column.name)).flatMap((column) => [
      { value: column.name, label: `${column.title}, up` },
      { value: `-${column.name}`, label: `${column.title}, down` },
    ]),
  ];
  const known = data.some((one) => one.value === search.sort);
  return (
    <Select size="xs" w={124} aria-label="Order" allowDeselect={false} value={search.sort} onChange={(sort) => onSearch({ ...search, sort: sort ?? '' })}
      data={known ? data : [...data, { value: search.sort, label: search.sort }]} />
  );
}

export function ViewChoice({ search, onSearch }: Props) {
  return (
    <SegmentedControl size="xs" value={search.view} onChange={(view) => onSearch({ ...search, view: view as Search['view'] })} aria-label="Show as"
      data={[
        { value: 'table', label: <IconTable size={16} aria-label="Table" style={{ display: 'block' }} /> },
        { value: 'cards', label: <IconCards size={16} aria-label="Cards" style={{ display: 'block' }} /> },
      ]} />
  );
}

export function ColumnChoice({ search, onSearch }: Props) {
  const chosen = search.columns.length ? search.columns : usualColumns;
  const set = (names: string[]) => onSearch({ ...search, columns: names.join() === usualColumns.join() ? [] : names });
  const toggle = (name: string) => {
    if (chosen.includes(name)) set(chosen.filter((other) => other !== name));
    else set([...columns.map((column) => column.name), ...parameterNames(chosen)].filter((other) => other === name || chosen.includes(other)));
  };
  const add = (name: string) => {
    if (!chosen.includes(name)) set([...chosen, name]);
  };
  return (
    <Popover position="bottom-end" width={250} shadow="md" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} />}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ScrollArea.Autosize mah={360}>
          <Stack gap={8}>
            {columns.map((column) => <Checkbox key={column.name} size="xs" label={column.title} checked={chosen.includes(column.name)} onChange={() => toggle(column.name)} />)}
            {parameterNames(chosen).map((name) => <Checkbox key={name} size="xs" label={name} checked onChange={() => toggle(name)} />)}
          </Stack>
        </ScrollArea.Autosize>
        <Box mt="sm"><NameBox label="Column of a parameter" act="Add the column" onName={add} /></Box>
        {search.columns.length > 0 && <Button mt="xs" size="compact-xs" variant="subtle" onClick={() => set(usualColumns)}>The usual columns</Button>}
      </Popover.Dropdown>
    </Popover>
  );
}

function save(name: string, type: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const mostExported = 100_000;

export function ShareMenu({ search, total }: { search: Search; total: number }) {
  const [code, setCode] = useState(false);
  const [progress, setProgress] = useState('');
  const query = sortedQuestion(search, nowhere);
  const exportAs = async (format: 'csv' | 'json') => {
    const all: DatasetSummary[] = [];
    try {
      for await (const page of everyDataset(search, nowhere, new AbortController().signal)) {
        all.push(...page.datasets);
        setProgress(`${count(all.length)} of ${count(page.total)}`);
        if (all.length >= mostExported) break;
      }
      if (format === 'csv') save('datasets.csv', 'text/csv', csv(all, parameterNames(search.columns)));
      else save('datasets.json', 'application/json', JSON.stringify(all, null, 1));
      setProgress('');
    } catch (failure) {
      setProgress(`Not exported: ${failure instanceof Error ? failure.message : failure}`);
      setTimeout(() => setProgress(''), 6000);
    }
  };
  return (
    <>
      <Menu position="bottom-end" width={240} shadow="md">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconShare2 size={15} />} loading={/^\d/.test(progress)} aria-label={progress || 'Share, export'}>
            {progress || <span className={style.words}>Share, export</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={15} />} onClick={() => void copied(window.location.href)}>Copy the address</Menu.Item>
          <Menu.Item leftSection={<IconCode size={15} />} onClick={() => setCode(true)}>As curl, as Python</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{total > mostExported ? `The first ${count(mostExported)} datasets` : `${count(total)} datasets`}</Menu.Label>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportAs('csv')}>Export as CSV</Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportAs('json')}>Export as JSON</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={code} onClose={() => setCode(false)} title="The same question from elsewhere" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Tabs defaultValue="curl">
          <Tabs.List mb="sm">
            <Tabs.Tab value="curl">curl</Tabs.Tab>
            <Tabs.Tab value="python">Python</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="curl"><Snippet what="the curl command" text={asCurl(window.location.origin, datasetsPath, query)} /></Tabs.Panel>
          <Tabs.Panel value="python"><Snippet what="the Python program" text={asPython(window.location.origin, datasetsPath, query)} /></Tabs.Panel>
        </Tabs>
      </Modal>
    </>
  );
}
