import type { QueryClient } from '@tanstack/react-query';
import { CategoriesPage } from '@/features/categories/categories-page';
import { categoriesQuery } from '@/sync/categories';
import { prefetch } from '@/sync/prefetch';

export function fetchFirst(client: QueryClient): Promise<void> {
  return prefetch(client, categoriesQuery());
}

export function CategoriesRoute() {
  return <CategoriesPage />;
}
