/** Shows a domain as people write it; one that could be taken for another stays as mail servers know it. */

const base = 36;
const initialBias = 72;
const initialCode = 128;

/** @param text an address or a domain with its labels in ASCII, such as `xn--tyllisyys-17a.fi` */
export function shownDomain(text: string): string {
  return text.replaceAll(/(?<=^|[@.])xn--([a-z0-9-]{1,59})(?=\.|$)/g, (label, encoded: string) => {
    const decoded = decodeLabel(encoded);
    // Letters of other scripts can look like Latin ones.
    return decoded && /^[\p{Script=Latin}0-9-]+$/u.test(decoded) ? decoded : label;
  });
}

/** @returns undefined for what is no Punycode (RFC 3492, section 6.2) */
function decodeLabel(encoded: string): string | undefined {
  const end = encoded.lastIndexOf('-');
  const letters = [...encoded.slice(0, Math.max(end, 0))];
  let [code, index, bias] = [initialCode, 0, initialBias];
  for (let at = end + 1; at < encoded.length; ) {
    const before = index;
    for (let weight = 1, k = base; ; k += base) {
      const digit = Number.parseInt(encoded[at++] ?? '', base);
      if (Number.isNaN(digit)) return undefined;
      // Here letters come first: a is 0, z is 25, and 0 is 26.
      const value = digit < 10 ? digit + 26 : digit - 10;
      index += value * weight;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (value < threshold) break;
      weight *= base - threshold;
    }
    bias = adapted(index - before, letters.length + 1, before === 0);
    code += Math.floor(index / (letters.length + 1));
    index %= letters.length + 1;
    if (code > 0x10ffff) return undefined;
    letters.splice(index++, 0, String.fromCodePoint(code));
  }
  return letters.join('');
}

/** RFC 3492, section 6.1. */
function adapted(delta: number, count: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? 700 : 2));
  left += Math.floor(left / count);
  let k = 0;
  for (; left > 455; k += base) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}
