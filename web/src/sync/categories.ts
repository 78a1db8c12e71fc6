import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type CategoryChanges,
  createCategory,
  fetchCategories,
  type NewCategory,
  updateCategory,
} from '@/api/categories';
import { categoriesChanged, keys } from '@/sync/keys';

/** All categories in the user's order, archived ones included. */
export function categoriesQuery() {
  return queryOptions({
    queryKey: keys.categories,
    queryFn: ({ signal }) => fetchCategories(signal),
  });
}

export function useCreateCategory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (category: NewCategory) => createCategory(category),
    onSuccess: () => categoriesChanged(client),
  });
}

export function useUpdateCategory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, changes }: { id: string; changes: CategoryChanges }) =>
      updateCategory(id, changes),
    onSuccess: () => categoriesChanged(client),
  });
}
