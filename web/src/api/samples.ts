import { answerOf, api } from '@/api/client';

/** Fills the own wallet with the last months of a made-up household. */
export async function addSampleData(): Promise<void> {
  await answerOf(api.POST('/sample-data'));
}

/** Takes all of it out again. What somebody recorded themselves stays. */
export async function removeSampleData(): Promise<void> {
  await answerOf(api.DELETE('/sample-data'));
}
