import { CategoriesPage } from '@/features/categories/categories-page';

export function CategoriesRoute() {
  return <CategoriesPage />;
}
