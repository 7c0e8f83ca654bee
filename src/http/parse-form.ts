/** Parses forms as OAuth defines them: each parameter once, empty ones absent, unknown ones ignored. */
import type { z } from 'zod';
import { limit } from '../policy/limits.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import type { SentRequest } from './context.ts';
import { isDropped } from './parse.ts';

const formType = /^[ \t]*application\/x-www-form-urlencoded[ \t]*(;|$)/i;

/** An empty body is an empty form. @throws ProtocolError invalid_request */
export async function parseForm(schema: z.ZodType, request: SentRequest): Promise<unknown> {
  const bytes = await request.arrayBuffer();
  if (isDropped(request, bytes))
    throw new ProtocolError(
      'invalid_request',
      'send Content-Length: a chunked body does not arrive',
    );
  if (bytes.byteLength > limit.bodyBytesMax)
    throw new ProtocolError('invalid_request', 'the body is too large');
  if (bytes.byteLength > 0 && !formType.test(request.headers.get('content-type') ?? ''))
    throw new ProtocolError('invalid_request', 'send application/x-www-form-urlencoded');
  const form = new URLSearchParams(new TextDecoder().decode(bytes));
  if (new Set(form.keys()).size !== form.size)
    throw new ProtocolError('invalid_request', 'a parameter occurs more than once');
  const given = [...form].filter(([, value]) => value !== '');
  return schema.parse(Object.fromEntries(given));
}
