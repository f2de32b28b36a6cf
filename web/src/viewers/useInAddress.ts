// One word of a page's state that stands in its address, so that it can be sent to somebody; what is usual is left out.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Address } from '../model/search';

// `gone`: a word that means nothing once this one has changed.
export function useInAddress(name: string, gone?: string): [string, (value: string | undefined) => void] {
  const found = (useSearch({ strict: false }) as Address)[name];
  const navigate = useNavigate();
  const set = useCallback((value: string | undefined) => {
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...(gone && { [gone]: undefined }), [name]: value || undefined }), resetScroll: false, replace: true } as never);
  }, [name, gone, navigate]);
  return [Array.isArray(found) ? found[0] ?? '' : found ?? '', set];
}
