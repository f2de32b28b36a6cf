import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gallery } from '../../api/files';
import { counted } from '../../model/figures';
import { captions } from '../../model/files';
import style from './Gallery.module.css';
import { Lightbox } from './Lightbox';
import { PanelProblem } from './PanelNotice';
import { Picture } from './Picture';

interface Props {
  dataset: number;
  most?: number; // thumbnails shown before one asks for all
  quiet?: boolean; // show nothing where there are no images
}

// The images of a dataset as thumbnails; one of them large, with keys to go on.
export function Gallery({ dataset, most = 12, quiet = false }: Props) {
  const { data: images, error, refetch } = useQuery(gallery(dataset));
  const [open, setOpen] = useState<number>();
  const [all, setAll] = useState(false);
  if (error && !images) return quiet ? null : <PanelProblem failure={error} missing="No images" onRetry={() => void refetch()} />;
  if (!images) return quiet ? null : <Skeleton height={150} radius="md" />;
  if (!images.length) return quiet ? null : <p className="muted">No images lie in this dataset.</p>;
  const words = captions(images.map((image) => image.path));
  const shown = all ? images : images.slice(0, most);
  return (
    <div role="group" aria-label="Images">
      <ul className={style.grid}>
        {shown.map((image, at) => (
          <li key={image.path} className={`${style.tile} card`}>
            <div className={style.frame}><Picture dataset={dataset} file={image.path} width={360} alt={words[at]!} onOpen={() => setOpen(at)} /></div>
            <span className="oneline" title={image.path}>{words[at]}</span>
          </li>
        ))}
      </ul>
      {images.length > most && <Button variant="default" size="xs" mt="sm" onClick={() => setAll(!all)}>{all ? 'Fewer' : `All ${counted(images.length, 'image')}`}</Button>}
      <Lightbox dataset={dataset} images={images} words={words} at={open} onAt={setOpen} />
    </div>
  );
}
