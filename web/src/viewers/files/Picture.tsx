import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type CSSProperties } from 'react';
import { imageAddress, whyNot, type ImageChoice } from '../../api/files';
import { sentence } from '../../model/completion';
import style from './Picture.module.css';

interface Props extends ImageChoice {
  dataset: number;
  alt: string;
  onOpen?: () => void; // makes it a button
  style?: CSSProperties;
}

function Broken({ source }: { source: string }) {
  const { data } = useQuery(whyNot(source));
  return (
    <span className={style.broken}>
      <strong>No picture</strong>
      <span>{data ? sentence(data) : ''}</span>
    </span>
  );
}

// One image of a dataset, by its file or by its role (the end of the file's stem), as wide as asked for.
export function Picture({ dataset, file, role, width = 240, alt, onOpen, style: own }: Props) {
  const source = imageAddress(dataset, { file, role, width });
  const [seen, setSeen] = useState<{ source: string; state: 'shown' | 'broken' }>();
  const state = seen?.source === source ? seen.state : 'waiting';
  if (state === 'broken') return <Broken source={source} />;
  const image = (
    <>
      {state === 'waiting' && <Skeleton className={style.waiting} />}
      <img src={source} alt={alt} loading="lazy" decoding="async" style={own} data-state={state}
        onLoad={() => setSeen({ source, state: 'shown' })} onError={() => setSeen({ source, state: 'broken' })} />
    </>
  );
  if (!onOpen) return <span className={style.picture}>{image}</span>;
  return <button type="button" className={style.picture} onClick={onOpen} aria-label={`Enlarge ${alt}`}>{image}</button>;
}
