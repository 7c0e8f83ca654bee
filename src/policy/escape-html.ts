/** Escapes text so that HTML shows it literally, in an element or in a quoted attribute. */
const meanings: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @returns the text with every character that has a meaning in HTML replaced */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => meanings[character] ?? character);
}
