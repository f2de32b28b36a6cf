import { afterEach, expect, test, vi } from 'vitest';
import { askFor, Refused, Unreachable } from './client';

const answering = (status: number, body: unknown) => {
  const fetched = vi.fn(async (_path: string, _init?: RequestInit) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

afterEach(() => vi.unstubAllGlobals());

test('a_path_is_asked_with_its_parts_and_parameters', async () => {
  const fetched = answering(200, { id: 7 });
  expect(await askFor('/api/v1/datasets/{id}', { id: 7 }, [['history', 'true']])).toEqual({ id: 7 });
  expect(fetched.mock.calls[0]![0]).toBe('/api/v1/datasets/7?history=true');
});

test('a_refusal_says_why_and_an_answer_of_somebody_else_is_none', async () => {
  answering(400, { code: 'malformed', message: 'no', subject: 'character 3' });
  await expect(askFor('/api/v1/instruments', {}, [])).rejects.toEqual(new Refused(400, 'malformed', 'no', 'character 3'));
  answering(502, 'a proxy');
  await expect(askFor('/api/v1/instruments', {}, [])).rejects.toBeInstanceOf(Unreachable);
});

// What the contract does not have does not compile: each line below is an error, or `tsc` fails.
export function never(): void {
  // @ts-expect-error no such path
  void askFor('/api/v1/datasets/all', {}, []);
  // @ts-expect-error no such parameter
  void askFor('/api/v1/datasets', {}, [['colour', 'red']]);
  // @ts-expect-error the path has a part
  void askFor('/api/v1/datasets/{id}', {}, []);
  // @ts-expect-error no such member of the answer
  void askFor('/api/v1/datasets', {}, []).then((page) => page.colours);
}
