/** Reads a file in the encoding in which spreadsheets save it. */

/** @returns the text, and whether its encoding is a guess that a person should look at */
export function decodeFile(bytes: Uint8Array): { text: string; isGuess: boolean } {
  const [first, second] = bytes;
  // What Excel calls "Unicode text" begins with a byte order mark.
  if (first === 0xff && second === 0xfe) return { text: decode('utf-16le', bytes), isGuess: false };
  if (first === 0xfe && second === 0xff) return { text: decode('utf-16be', bytes), isGuess: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isGuess: false };
  } catch {
    // Excel's plain "CSV" in Finland, Sweden and western Europe.
    return { text: decode('windows-1252', bytes), isGuess: true };
  }
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
