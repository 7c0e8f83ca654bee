/** Responds as Azure does to requests that Node's parser rejects, such as unknown methods. */
import type { Server } from 'node:http';
import { z } from 'zod';

/** No function has such a method, so the host returns 404, or 204 for its home page. */
const unknownMethod = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+ (\/[^ ?]*)[^ ]* HTTP\/1\.[01]\r?\n/;

const statusOf: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_INVALID_VERSION: '505 HTTP Version Not Supported',
};

const parseError = z.object({ code: z.string(), rawPacket: z.instanceof(Buffer).optional() });

export function answerUnparsed(server: Server): void {
  server.on('clientError', (error, socket) => {
    const { code, rawPacket } = parseError.safeParse(error).data ?? { code: '' };
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const text = code === 'HPE_INVALID_METHOD' ? (rawPacket?.toString('latin1') ?? '') : '';
    const path = unknownMethod.exec(text)?.[1];
    socket.end(bare(path === undefined ? (statusOf[code] ?? '400 Bad Request') : missing(path)));
  });
  server.on('connect', (_, socket) => socket.end(bare('404 Not Found')));
}

const missing = (path: string) => (path === '/' ? '204 No Content' : '404 Not Found');

const bare = (status: string) =>
  `HTTP/1.1 ${status}\r\n${status.startsWith('204') ? '' : 'Content-Length: 0\r\n'}Connection: close\r\n\r\n`;
