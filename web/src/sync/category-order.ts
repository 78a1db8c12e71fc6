import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Category, updateCategory } from '@/api/categories';
import { problemText } from '@/api/problem';
import { categoriesChanged, keys } from '@/sync/keys';

/** Up and down in the user's order. */
export type Step = -1 | 1;

interface Move {
  readonly order: readonly Category[];
  readonly changed: readonly Category[];
}

/** Moves run one after the other: two at once could leave both rows in the same place. */
const SCOPE = { id: 'category-order' };

/**
 * The order after a category has changed places with the shown neighbour above or below, and which positions that changes.
 * Archived categories between them keep theirs. Positions that were equal, as an older order may have them, are told
 * apart on the way. Null where there is no such neighbour.
 */
export function moved(categories: readonly Category[], id: string, step: Step): Move | null {
  const shown = categories.filter(({ archivedAt }) => archivedAt === null);
  const neighbour = shown[shown.findIndex((one) => one.id === id) + step];
  const self = shown.find((one) => one.id === id);
  if (!self || !neighbour) return null;
  const swapped = categories.map((one) =>
    one === self ? neighbour : one === neighbour ? self : one,
  );
  let last = -1;
  const order = swapped.map((one, place) => {
    last = Math.max(categories[place]?.position ?? 0, last + 1);
    return one.position === last ? one : { ...one, position: last };
  });
  return { order, changed: order.filter((one, place) => one !== swapped[place]) };
}

/**
 * Changes the order at once, and takes it back where the server does not follow. `onProblem` gets a sentence for the
 * person. Returns whether there was anywhere to go.
 */
export function useMoveCategory(onProblem: (message: string) => void) {
  const client = useQueryClient();
  const { mutate } = useMutation({
    scope: SCOPE,
    mutationFn: async ({ changed }: Move) => {
      for (const { id, position } of changed) await updateCategory(id, { position });
    },
    onError: (error) => onProblem(problemText(error)),
    // An answer in between would show the order of before a move that still waits.
    onSettled: () =>
      client.isMutating({ predicate: ({ options }) => options.scope?.id === SCOPE.id }) === 1
        ? categoriesChanged(client)
        : undefined,
  });
  return (id: string, step: Step): boolean => {
    const before = client.getQueryData<readonly Category[]>(keys.categories);
    const move = before && moved(before, id, step);
    if (!move) return false;
    void client.cancelQueries({ queryKey: keys.categories });
    client.setQueryData(keys.categories, move.order);
    mutate(move, { onError: () => client.setQueryData(keys.categories, before) });
    return true;
  };
}
