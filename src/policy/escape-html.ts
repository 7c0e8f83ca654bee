/** Text becomes HTML that shows the text and nothing else, in an element or in a quoted attribute. */
const meanings: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @returns the text with everything that HTML gives a meaning replaced */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => meanings[character] ?? character);
}
