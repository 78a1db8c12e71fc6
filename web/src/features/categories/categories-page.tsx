import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Category } from '@/api/categories';
import { problemText } from '@/api/problem';
import { categoriesQuery } from '@/sync/categories';
import { LoadError } from '@/ui/load-error';
import { PageHeader } from '@/ui/page-header';
import { RowsSkeleton } from '@/ui/skeletons';
import classes from './categories-page.module.css';
import { CategoryDialog } from './category-dialog';
import { CategoryLists } from './category-lists';
import { useRowFocus } from './row-focus';

/** What is being edited: a category, a new one, or nothing. */
type Editing = Category | 'new' | null;

/** The wallet's categories, with the way to add, change and order them. */
export function CategoriesPage() {
  const categories = useQuery(categoriesQuery());
  const [editing, setEditing] = useState<Editing>(null);
  // The row that takes the focus over from one that is archived.
  const heir = useRef<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(list, orderOf(categories.data ?? []));
  const edit = (category: Category) => {
    heir.current = heirOf(category, categories.data ?? []);
    setEditing(category);
  };
  const close = () => setEditing(null);
  const shelved = () => {
    close();
    if (heir.current !== null) focus.focus(heir.current, 'edit');
  };
  return (
    <>
      <PageHeader title={t`Categories`}>
        <Button
          leftSection={<IconPlus size={17} stroke={2} aria-hidden="true" />}
          onClick={() => setEditing('new')}
        >
          {t`Add category`}
        </Button>
      </PageHeader>
      {categories.isPending ? (
        <div className={classes.card} aria-busy="true">
          <RowsSkeleton lines={10} lineHeight={60} />
        </div>
      ) : null}
      {categories.isError ? (
        <LoadError
          title={t`The categories could not be loaded`}
          text={problemText(categories.error)}
          onRetry={() => void categories.refetch()}
        />
      ) : null}
      <div ref={list}>
        {categories.data ? (
          <CategoryLists
            categories={categories.data}
            onEdit={edit}
            onAdd={() => setEditing('new')}
            onHold={focus.hold}
          />
        ) : null}
      </div>
      <CategoryDialog editing={editing} onClose={close} onShelved={shelved} />
    </>
  );
}

function orderOf(categories: readonly Category[]): string {
  return categories.map(({ id, archivedAt }) => `${id} ${archivedAt !== null}`).join();
}

/** Where the focus goes when the category changes lists: to its neighbour, or with it where it comes back. */
function heirOf(category: Category, categories: readonly Category[]): string | null {
  if (category.archivedAt !== null) return category.id;
  const shown = categories.filter(({ archivedAt }) => archivedAt === null);
  const place = shown.findIndex(({ id }) => id === category.id);
  return (shown[place + 1] ?? shown[place - 1])?.id ?? null;
}
