// What every piece of a viewer needs: its description, the dictionary's words, and what a person chose in the address.
import { createContext, useContext, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { definitions } from '../../api/viewers';
import type { Address } from '../../model/search';
import { ownTitles, type Viewer } from '../../model/viewer';

export interface Described {
  viewer: Viewer;
  words: ReadonlyMap<string, string>;
  address: Address;
  onAddress: (change: Record<string, string | string[] | undefined>) => void; // merged into the address
}

export const DescribedContext = createContext<Described>({ viewer: { name: '' }, words: new Map(), address: {}, onAddress: () => undefined });

export function useDescribed(): Described {
  return useContext(DescribedContext);
}

export function first(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value[0] ?? '' : value ?? '';
}

const longest = 40;

// What parameters are called where the viewer says nothing at a place: its own title elsewhere, else a short description of the dictionary.
export function useWords(viewer: Viewer, names: string[]): ReadonlyMap<string, string> {
  const { data } = useQuery(definitions(names));
  return useMemo(() => {
    const described = (data ?? []).flatMap(({ name, description }) => (description && description.length <= longest ? [[name, description] as const] : []));
    return new Map([...described, ...ownTitles(viewer)]);
  }, [data, viewer]);
}
