/** Finds each amount of time or size in a text, in digits or words. */

/** Word stems in three languages; endings vary. */
const times = [
  ...['päiv', 'vuorokau', 'kuukau', 'viikk', 'viiko', 'tunti', 'tunni[na]', 'minuut', 'sekun'],
  ...['vuotta', 'vuode', 'vuote', 'merk'],
  ...['dag', 'dygn', 'månad', 'veck', 'timm', 'minut', 'sekund', 'år\\b', 'tecken'],
  ...['day', 'month', 'week', 'hour', 'minute', 'seconds?\\b', 'year', 'character'],
].join('|');
const things = 'riv|tavu|kt\\b|kutsu|pyyn|rad|begär|row|request|invitation|byte|[kM]i?B\\b';

const words = [
  ...['yhde', 'yksi', 'kahde', 'kahte', 'kaksi', 'kolme', 'neljä', 'viide', 'viisi', 'viite'],
  ...['kuude', 'kuusi', 'kuute', 'seitsemä', 'kahdeksa', 'yhdeksä', 'kymmene', 'puole', 'puoli'],
  ...['en\\b', 'ett\\b', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'halv'],
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'twelve'],
  ...['fourteen', 'twenty', 'thirty', 'sixty', 'ninety', 'half'],
].join('|');

const inFigures = new RegExp(
  `(\\d(?:[\\d,.\\s]*\\d)?)[\\s-](?:more )?(?:${times}|${things})\\p{L}*`,
  'giu',
);

/** Such as "six months", "within a day" and "vuorokauden kuluttua". */
const inWords = [
  new RegExp(`(?<!\\p{L})(?:${words})\\p{L}*\\s(?:${times})\\p{L}*`, 'giu'),
  new RegExp(`\\b(?:within|after|for) (?:an? )?(?:${times})\\p{L}*`, 'giu'),
  new RegExp(`(?<![\\d\\p{L}]\\s?)(?:${times})\\p{L}*n (?:kulu|aja|väle|sisä)\\p{L}*`, 'giu'),
];

/** @returns each match, with its number if it is written in digits */
export function countedThings(text: string): { place: string; count?: number }[] {
  const figures = [...text.matchAll(inFigures)].map(([place, count = '']) => ({
    place,
    count: Number(count.replaceAll(/\D/g, '')),
  }));
  const spelled = inWords.flatMap((pattern) => [...text.matchAll(pattern)]);
  return [...figures, ...spelled.map(([place]) => ({ place }))];
}
