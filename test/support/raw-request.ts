/** Sends raw requests that no client library would send, and reads the whole response. */
import { connect } from 'node:net';

export type RawAnswer = { status: number; headers: Headers; body: string; text: string };

/** Longer than any response takes. */
const waitMilliseconds = 10_000;

/**
 * @param lines request line and headers; `Host` and `Connection: close` are added if missing
 * @returns the first response; `text` is everything received, including interim responses
 */
export async function sendRaw(url: string, lines: string[], body = ''): Promise<RawAnswer> {
  const { host, port } = new URL(url);
  const [first = '', ...headers] = lines;
  const named = (name: string) => headers.some((line) => line.toLowerCase().startsWith(name));
  const added = [
    ...(named('host:') ? [] : [`Host: ${host}`]),
    ...(named('connection:') ? [] : ['Connection: close']),
  ];
  const socket = connect(Number(port), '127.0.0.1');
  socket.setTimeout(waitMilliseconds, () => socket.destroy(new Error('no answer')));
  socket.write([first, ...headers, ...added, '', body].join('\r\n'), 'latin1');
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part);
  return parse(Buffer.concat(parts).toString('latin1'));
}

function parse(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  const pairs = headers.map((header): [string, string] => {
    const at = header.indexOf(':');
    return [header.slice(0, at), header.slice(at + 1).trim()];
  });
  const status = Number(line.split(' ')[1]);
  return { status, headers: new Headers(pairs), body: rest.join('\r\n\r\n'), text };
}
