import { Modal, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { imageAddress } from '../../api/files';
import type { Image } from '../../model/viewer';
import style from './Thumb.module.css';

interface Props {
  datasets: { id: number; name: string }[]; // the first that has such an image shows it
  image: Image;
  title: string;
  height?: number; // pixels; else as the image is
}

// One picture, small; large when it is clicked. Where there is none, there is nothing.
export function Thumb({ datasets, image, title, height }: Props) {
  const [failed, setFailed] = useState(0);
  const [loaded, setLoaded] = useState(false);
  const [open, setOpen] = useState(false);
  const one = datasets[failed];
  if (!one) return null;
  const source = imageAddress(one.id, { role: image.role, file: image.file, width: image.width ?? 320 });
  const words = `${title || image.role?.replace(/^[_.]/, '').replaceAll('_', ' ') || 'image'} of ${one.name}`;
  return (
    <>
      <UnstyledButton className={style.thumb} data-loaded={loaded || undefined} data-content onClick={() => setOpen(true)} aria-label={`Enlarge ${words}`} style={height ? { height } : undefined}>
        <img key={source} src={source} alt={words} loading="lazy" decoding="async" onLoad={() => setLoaded(true)} onError={() => setFailed(failed + 1)} />
      </UnstyledButton>
      <Modal opened={open} onClose={() => setOpen(false)} title={words} size="auto" centered closeButtonProps={{ 'aria-label': 'Close' }}>
        {open && <img className={style.large} src={imageAddress(one.id, { role: image.role, file: image.file, width: 1600 })} alt={words} />}
      </Modal>
    </>
  );
}
