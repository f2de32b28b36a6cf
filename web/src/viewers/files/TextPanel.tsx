import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { headBytes, textHead } from '../../api/files';
import { size } from '../../model/figures';
import { fileName } from '../../model/files';
import { PanelNotice, PanelProblem } from './PanelNotice';
import style from './TextPanel.module.css';

// The beginning of a text file.
export function TextPanel({ dataset, file, bytes }: { dataset: number; file: string; bytes?: number }) {
  const { data, error, refetch } = useQuery(textHead(dataset, file));
  if (error && !data) return <PanelProblem failure={error} missing="The file is not there" onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={200} radius="md" />;
  if (!data.readable) return <PanelNotice>This is no text.</PanelNotice>;
  if (!data.text) return <PanelNotice>The file is empty.</PanelNotice>;
  return (
    <div>
      <pre className={style.text} tabIndex={0} role="region" aria-label={`Text of ${fileName(file)}`}>{data.text}</pre>
      {bytes !== undefined && bytes > headBytes && <p className={style.cut}>The first {size(headBytes)} of {size(bytes)}.</p>}
    </div>
  );
}
