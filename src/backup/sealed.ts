/** Seals a backup part by part: parts cannot be read, nor changed, omitted or moved undetected. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

const lengthBytes = 4;
const ivBytes = 12;
const tagBytes = 16;

/** Every part authenticates `header`; `key` is used for this backup only. */
export type Seal = { key: Buffer; header: Buffer };

/** @param index number of the part @param last whether no part follows @returns a frame */
export function sealPart(
  { key, header }: Seal,
  index: number,
  last: boolean,
  part: object,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, ivOf(index, last));
  cipher.setAAD(header);
  const sealed = Buffer.concat([
    cipher.update(gzipSync(JSON.stringify(part))),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return frame(sealed);
}

/** @throws Error if the part was not sealed with this key, number and position */
export function openPart(
  { key, header }: Seal,
  index: number,
  last: boolean,
  sealed: Buffer,
): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, ivOf(index, last), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const opened = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  return JSON.parse(gunzipSync(opened).toString('utf8'));
}

/** @returns the bytes, preceded by their length */
export function frame(bytes: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** @throws Error if the bytes end within a frame; holds one frame in memory at a time */
export async function* frames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let needed = lengthBytes;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    while (bytes >= needed) {
      const all = Buffer.concat(waiting);
      const whole = lengthBytes + all.readUInt32BE();
      needed = whole;
      waiting = [all];
      if (bytes < whole) break;
      yield all.subarray(lengthBytes, whole);
      waiting = [all.subarray(whole)];
      bytes -= whole;
      needed = lengthBytes;
    }
  }
  if (bytes > 0) throw new Error('the backup ends in the middle of a part');
}

/** Each number is used once for each key, as GCM requires. */
function ivOf(index: number, last: boolean): Buffer {
  const iv = Buffer.alloc(ivBytes);
  iv.writeUInt8(Number(last));
  iv.writeUInt32BE(index, ivBytes - 4);
  return iv;
}
