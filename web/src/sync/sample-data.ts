import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';
import { addSampleData, removeSampleData } from '@/api/samples';

/** Sample data is in every answer: lists, sums, budgets, and in what the wallet says of itself. */
function everythingChanged(client: QueryClient): Promise<void> {
  return client.invalidateQueries();
}

/** A refusal with this code says that another tab was faster: what was asked for is so already. */
async function unless(code: string, asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === code)) throw error;
  }
}

export function useAddSampleData() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unless('sample_data_present', addSampleData()),
    onSuccess: () => everythingChanged(client),
  });
}

export function useRemoveSampleData() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unless('not_found', removeSampleData()),
    onSuccess: () => everythingChanged(client),
  });
}
