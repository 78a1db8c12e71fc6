/** A text as the service compares it when it searches: without case, accents and extra spaces. */
export function searchText(text: string): string {
  const plain = text.normalize('NFKD').replace(/[\p{Mn}\p{Cf}]/gu, '');
  // By way of the capitals, so that ß is the same as ss.
  return plain.toUpperCase().toLowerCase().trim().replace(/\s+/g, ' ');
}
