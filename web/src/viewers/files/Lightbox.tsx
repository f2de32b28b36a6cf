import { ActionIcon, Anchor, Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useEffect } from 'react';
import { fileAddress } from '../../api/files';
import { size } from '../../model/figures';
import { fileName, type GalleryImage } from '../../model/files';
import style from './Lightbox.module.css';
import { Picture } from './Picture';

interface Props {
  dataset: number;
  images: GalleryImage[];
  words: string[]; // captions
  at?: number; // closed where undefined
  onAt: (at: number | undefined) => void;
}

// One image large. Arrows go on, Home and End to the ends, Escape closes.
export function Lightbox({ dataset, images, words, at, onAt }: Props) {
  const opened = at !== undefined;
  useEffect(() => {
    if (!opened) return undefined;
    const last = images.length - 1;
    const to: Record<string, number> = { ArrowRight: Math.min(last, at + 1), ArrowLeft: Math.max(0, at - 1), Home: 0, End: last };
    const pressed = (press: KeyboardEvent) => {
      const next = to[press.key];
      if (next === undefined) return;
      press.preventDefault();
      onAt(next);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [opened, at, images.length, onAt]);
  const image = opened ? images[at] : undefined;
  return (
    <Modal.Root opened={Boolean(image)} onClose={() => onAt(undefined)} size="min(1100px, 96vw)" centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className={style.head}>
            <Modal.Title>{at === undefined ? '' : words[at]}</Modal.Title>
            <Modal.CloseButton aria-label="Close" />
          </div>
          {image && at !== undefined && (
            <>
              <div className={style.stage}>
                <ActionIcon variant="default" size="lg" onClick={() => onAt(at - 1)} disabled={at === 0} aria-label="The image before"><IconChevronLeft size={18} aria-hidden /></ActionIcon>
                <div className={style.frame}><Picture key={image.path} dataset={dataset} file={image.path} width={1280} alt={words[at] ?? ''} /></div>
                <ActionIcon variant="default" size="lg" onClick={() => onAt(at + 1)} disabled={at === images.length - 1} aria-label="The next image"><IconChevronRight size={18} aria-hidden /></ActionIcon>
              </div>
              <p className={style.line}>
                <span aria-live="polite">{at + 1} of {images.length}</span>
                <span className="mono oneline" title={image.path}>{fileName(image.path)}</span>
                <span>{size(image.size)}</span>
                <Anchor href={fileAddress(dataset, image.path, true)} className={style.load}><IconDownload size={15} aria-hidden /> Download</Anchor>
              </p>
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
