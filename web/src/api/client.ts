// Asks the server. An answer is JSON as the contract says it, or one of two failures. Paths, parameters and answers are those
// of spec/openapi.yaml: a name that is not there does not compile.
import type { paths } from '../model/contract';
import type { ApiError } from '../model/names';

export type Query = [string, string][];

type Json = { 200: { content: { 'application/json': unknown } } };
export type Path = { [P in keyof paths]: paths[P] extends { get: { responses: Json } } ? P : never }[keyof paths];
type Get<P extends Path> = Extract<paths[P], { get: { responses: Json } }>['get'];
type Parameters<P extends Path> = Get<P> extends { parameters: infer All } ? All : never;
export type Answer<P extends Path> = Get<P>['responses'][200]['content']['application/json'];
// Names and texts, as they stand in the address.
export type QueryOf<P extends Path> = [keyof NonNullable<Parameters<P> extends { query?: infer Q } ? Q : never> & string, string][];
type InPath<P extends Path> = Parameters<P> extends { path: infer Named extends object } ? Named : Record<never, never>;

// The server answered, and said no.
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly subject: string) {
    super(message);
    this.name = 'Refused';
  }
}

// Nobody answered, or somebody who is not Weft.
export class Unreachable extends Error {
  constructor() {
    super('the server does not answer');
    this.name = 'Unreachable';
  }
}

export function isNotFound(failure: unknown): boolean {
  return failure instanceof Refused && failure.status === 404;
}

// The server was just started and builds its index: it answers in a while.
export function isNotReady(failure: unknown): boolean {
  return failure instanceof Refused && failure.status === 503;
}

function isApiError(body: unknown): body is ApiError {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

export function address(path: string, query: Query = []): string {
  return query.length ? `${path}?${new URLSearchParams(query)}` : path;
}

// For what is not asked by `askFor` yet.
export async function ask<T>(path: string, query: Query = [], signal?: AbortSignal): Promise<T> {
  const answer = await fetch(address(path, query), { signal, headers: { Accept: 'application/json' } }).catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Unreachable();
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body as T;
  if (isApiError(body)) throw new Refused(answer.status, body.code, body.message, body.subject);
  throw new Unreachable();
}

// The answer to one path of the contract; `named` are the parts of the path in braces.
export function askFor<P extends Path>(path: P, named: InPath<P>, query: QueryOf<P>, signal?: AbortSignal): Promise<Answer<P>> {
  const parts = named as Record<string, unknown>;
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name])));
  return ask<Answer<P>>(place, query, signal);
}
