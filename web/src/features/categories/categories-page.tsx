import { ActionIcon, Button } from '@mantine/core';
import { IconCategory, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Category } from '@/api/categories';
import { problemText } from '@/api/problem';
import { categoriesQuery } from '@/sync/categories';
import { CategoryTile } from '@/ui/category-tile';
import { EmptyState } from '@/ui/empty-state';
import { LoadError } from '@/ui/load-error';
import { PageHeader } from '@/ui/page-header';
import { RowsSkeleton } from '@/ui/skeletons';
import classes from './categories-page.module.css';
import { CategoryDialog } from './category-dialog';

/** What is being edited: a category, a new one, or nothing. */
type Editing = Category | 'new' | null;

/** The wallet's categories, with the way to add and change them. */
export function CategoriesPage() {
  const categories = useQuery(categoriesQuery());
  const [editing, setEditing] = useState<Editing>(null);
  return (
    <>
      <PageHeader title="Categories">
        <Button
          leftSection={<IconPlus size={17} stroke={2} aria-hidden="true" />}
          onClick={() => setEditing('new')}
        >
          Add category
        </Button>
      </PageHeader>
      {categories.isPending ? (
        <div className={classes.card} aria-busy="true">
          <RowsSkeleton lines={10} lineHeight={60} />
        </div>
      ) : null}
      {categories.isError ? (
        <LoadError
          title="The categories could not be loaded"
          text={problemText(categories.error)}
          onRetry={() => void categories.refetch()}
        />
      ) : null}
      {categories.data ? <CategoryList categories={categories.data} onEdit={setEditing} /> : null}
      <CategoryDialog editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}

type CategoryListProps = {
  readonly categories: readonly Category[];
  readonly onEdit: (category: Category) => void;
};

function CategoryList({ categories, onEdit }: CategoryListProps) {
  if (categories.length === 0) {
    return (
      <div className={classes.card}>
        <EmptyState
          icon={IconCategory}
          title="No categories yet"
          text="Add one here, or just type a new name when you record an expense."
        />
      </div>
    );
  }
  const shown = categories.filter(({ archivedAt }) => archivedAt === null);
  const archived = categories.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <>
      <CategoryRows label="Categories" categories={shown} onEdit={onEdit} />
      {archived.length > 0 ? (
        <>
          <h2 className={classes.heading}>Archived</h2>
          <CategoryRows label="Archived categories" categories={archived} onEdit={onEdit} />
        </>
      ) : null}
    </>
  );
}

function CategoryRows({
  label,
  categories,
  onEdit,
}: CategoryListProps & { readonly label: string }) {
  return (
    <ul className={`${classes.card} ${classes.list}`} aria-label={label}>
      {categories.map((category) => (
        <li key={category.id} className={classes.row}>
          <CategoryTile colour={category.colour} icon={category.icon} />
          <Link to="/expenses" search={{ category: [category.name] }} className={classes.name}>
            {category.name}
          </Link>
          <ActionIcon
            variant="subtle"
            className={classes.edit}
            aria-label={`Edit ${category.name}`}
            onClick={() => onEdit(category)}
          >
            <IconPencil size={17} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
