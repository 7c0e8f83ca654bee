/** Limits a JSON text before it is parsed: how deeply it nests and how many values it has. */
import { limit } from '../policy/limits.ts';

/** @returns the limit exceeded, or undefined; does not check that the text is valid JSON */
export function jsonFault(text: string): string | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === ']' || character === '}') depth--;
    else if (character === ',') values++;
    else if (character === '[' || character === '{') {
      depth++;
      values++;
    }
    if (depth > limit.jsonDepthMax) return `must nest at most ${limit.jsonDepthMax} levels`;
    if (values > limit.jsonValuesMax) return `must have at most ${limit.jsonValuesMax} values`;
  }
  return undefined;
}

/** @returns the index of the string's closing quote, or the end of the text */
function endOfString(text: string, begin: number): number {
  let at = begin + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
