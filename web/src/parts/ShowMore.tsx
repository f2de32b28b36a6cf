import { Button } from '@mantine/core';
import { count } from '../model/figures';

interface Props {
  shown: number;
  total: number;
  loading: boolean;
  onMore: () => void;
}

// The end of a list that has more.
export function ShowMore({ shown, total, loading, onMore }: Props) {
  return (
    <Button variant="default" mt="md" loading={loading} onClick={onMore}>
      Show more: {count(shown)} of {count(total)}
    </Button>
  );
}
