import { ActionIcon, Anchor, Tooltip } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { fileAddress } from '../../api/files';
import { size } from '../../model/figures';
import { fileName, type Datafile } from '../../model/files';
import { Copy } from '../../parts/Copy';
import { When } from '../../parts/When';
import style from './FilesTab.module.css';

interface Props {
  dataset: number;
  file: Datafile;
  location?: string;
  onClose: () => void;
}

export function wholePath(location: string | undefined, path: string): string {
  return location ? `${location.replace(/\/$/, '')}/${path}` : path;
}

// What a file is called, how large and how old it is, and ways to take it along.
export function FileHead({ dataset, file, location, onClose }: Props) {
  return (
    <header className={style.head}>
      <div>
        <h2>{fileName(file.path)}</h2>
        <p>{size(file.size)} · <When at={file.modified} short />{file.kind === 'link' && ' · a link'}{file.mediaType && ` · ${file.mediaType}`}</p>
      </div>
      <span className={style.acts}>
        <Copy text={wholePath(location, file.path)} what="the path" />
        <Anchor href={fileAddress(dataset, file.path, true)} size="sm" className={style.load}><IconDownload size={15} aria-hidden /> Download</Anchor>
        <Tooltip label="Close the preview" withArrow>
          <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the preview"><IconX size={17} aria-hidden /></ActionIcon>
        </Tooltip>
      </span>
    </header>
  );
}
