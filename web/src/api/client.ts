// Asks the server. An answer is JSON as the contract says it, or one of two failures.
import type { ApiError } from '../model/names';

export type Query = [string, string][];

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
