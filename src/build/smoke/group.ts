/** A group of checks reports one line, followed by one line for each fault. */
import type { Answer, Send } from './request.ts';

/** @param told what was checked @param faults empty if all checks passed */
export type Outcome = { told: string; faults: readonly string[] };

export type Group = (send: Send, origin: URL, signal: AbortSignal) => Promise<Outcome>;

export function linesOf(name: string, { told, faults }: Outcome): string[] {
  const head = `${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${told}`;
  return [head, ...faults.map((fault) => `       ${fault}`)];
}

/** @returns a short description of the response: its status, and its problem code or media type */
export function shortly({ status, headers, text }: Answer): string {
  if (headers['location'] !== undefined) return `${status} to ${headers['location']}`;
  const code = codeOf(text);
  return code === undefined
    ? `${status} ${headers['content-type'] ?? ''}`.trim()
    : `${status} ${code}`;
}

/** @returns the code of a problem (RFC 9457), or undefined */
export function codeOf(text: string): string | undefined {
  const value = jsonOf(text);
  return isRecord(value) && typeof value['code'] === 'string' ? value['code'] : undefined;
}

/** @returns undefined if the text is not JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
