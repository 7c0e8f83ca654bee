/** Parses `Content-Type` as specified in RFC 9110, sections 5.6.6 and 8.3. */

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = `(${token})=(${token}|"(?:[^"\\\\]|\\\\.)*")`;
const mediaType = new RegExp(
  `^[ \\t]*application/json[ \\t]*(;[ \\t]*(${parameter}[ \\t]*)?)*$`,
  'i',
);

/** @returns whether it is JSON in UTF-8, the only encoding RFC 8259, section 8.1, allows */
export function isJson(contentType: string): boolean {
  if (!mediaType.test(contentType)) return false;
  return [...contentType.matchAll(new RegExp(`;[ \\t]*${parameter}`, 'g'))]
    .filter(([, name = '']) => name.toLowerCase() === 'charset')
    .every(([, , value = '']) => /^"?utf-?8"?$/i.test(value));
}
