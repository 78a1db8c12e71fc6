import { api, offerOf } from '@/api/client';

/** A description that was used before, with the category it had last. */
export interface KnownDescription {
  readonly description: string;
  readonly category: string;
}

/** The known descriptions that start with the text, without regard to case and accents, the latest first. */
export async function fetchDescriptions(
  text: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly KnownDescription[]> {
  const query = { q: text, limit };
  const { data } = await offerOf(api.GET('/descriptions', { params: { query }, signal }));
  return data.map(({ description, category }) => ({ description, category }));
}
