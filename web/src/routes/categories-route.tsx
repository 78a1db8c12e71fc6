import type { QueryClient } from '@tanstack/react-query';
import { CategoriesPage } from '@/features/categories/categories-page';
import { categoriesQuery } from '@/sync/categories';

export function prefetch(client: QueryClient): Promise<void> {
  return client.prefetchQuery(categoriesQuery());
}

export function CategoriesRoute() {
  return <CategoriesPage />;
}
