/** Reads `Content-Type` as RFC 9110, sections 5.6.6 and 8.3, writes it. */

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = `(${token})=(${token}|"(?:[^"\\\\]|\\\\.)*")`;
const mediaType = new RegExp(
  `^[ \\t]*application/json[ \\t]*(;[ \\t]*(${parameter}[ \\t]*)?)*$`,
  'i',
);

/** @returns whether it names JSON in UTF-8: RFC 8259, section 8.1, knows no other encoding */
export function isJson(contentType: string): boolean {
  if (!mediaType.test(contentType)) return false;
  return [...contentType.matchAll(new RegExp(`;[ \\t]*${parameter}`, 'g'))]
    .filter(([, name = '']) => name.toLowerCase() === 'charset')
    .every(([, , value = '']) => /^"?utf-?8"?$/i.test(value));
}
