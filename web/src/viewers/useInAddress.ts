// One word of a page's state that stands in its address, so that it can be sent to somebody; what is usual is left out.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Address } from '../model/search';

// `gone`: a word that means nothing once this one has changed.
export function useInAddress(name: string, gone?: string): [string, (value: string | undefined) => void] {
  const named = (useSearch({ strict: false }) as Address)[name];
  const found = Array.isArray(named) ? named[0] ?? '' : named ?? '';
  const navigate = useNavigate();
  const [ahead, setAhead] = useState<string>(); // of the address, which follows a moment later
  useEffect(() => setAhead((known) => (known === found ? undefined : known)), [found]);
  const set = useCallback((value: string | undefined) => {
    setAhead(value ?? '');
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...(gone && { [gone]: undefined }), [name]: value || undefined }), resetScroll: false, replace: true } as never);
  }, [name, gone, navigate]);
  return [ahead ?? found, set];
}
