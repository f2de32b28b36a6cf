import { IconX } from '@tabler/icons-react';
import style from './Chip.module.css';

// A condition one chose, with a way to let it go.
export function Chip({ name, value, onRemove }: { name: string; value: string; onRemove: () => void }) {
  return (
    <span className={style.chip}>
      <span className="muted">{name}</span> <span className={style.value}>{value}</span>
      <button type="button" onClick={onRemove} aria-label={`Remove the condition on ${name}`}>
        <IconX size={13} />
      </button>
    </span>
  );
}
