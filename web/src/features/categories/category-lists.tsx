import { t } from '@lingui/core/macro';
import { Button, VisuallyHidden } from '@mantine/core';
import { IconCategory } from '@tabler/icons-react';
import { useState } from 'react';
import type { Category } from '@/api/categories';
import { type Step, useMoveCategory } from '@/sync/category-order';
import { EmptyState } from '@/ui/empty-state';
import { notifyProblem } from '@/ui/notify';
import classes from './categories-page.module.css';
import { CategoryRow } from './category-row';
import type { RowPart } from './row-focus';

type CategoryListsProps = {
  readonly categories: readonly Category[];
  readonly onEdit: (category: Category) => void;
  readonly onAdd: () => void;
  /** Called before a row moves, with the button that moves it. */
  readonly onHold: (id: string, part: RowPart) => void;
};

/** Those in use, in the user's order, and below them the archived ones. */
export function CategoryLists({ categories, onEdit, onAdd, onHold }: CategoryListsProps) {
  const [said, setSaid] = useState('');
  const move = useMoveCategory(notifyProblem);
  const shown = categories.filter(({ archivedAt }) => archivedAt === null);
  const archived = categories.filter(({ archivedAt }) => archivedAt !== null);
  const moveRow = (category: Category, step: Step) => {
    onHold(category.id, step === -1 ? 'up' : 'down');
    if (!move(category.id, step)) return;
    const place = shown.indexOf(category) + step + 1;
    const { name } = category;
    const count = shown.length;
    setSaid(t`${name} is now ${place} of ${count}.`);
  };
  if (categories.length === 0) {
    return (
      <div className={classes.card}>
        <EmptyState
          icon={IconCategory}
          title={t`No categories yet`}
          text={t`Add one here, or just type a new name when you record an expense.`}
        >
          <Button variant="default" onClick={onAdd}>
            {t`Add category`}
          </Button>
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <CategoryRows label={t`Categories`} categories={shown} onEdit={onEdit} onMove={moveRow} />
      {archived.length > 0 ? (
        <>
          <h2 className={classes.heading}>{t({ message: 'Archived', context: 'categories' })}</h2>
          <CategoryRows label={t`Archived categories`} categories={archived} onEdit={onEdit} />
        </>
      ) : null}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}

type CategoryRowsProps = Omit<CategoryListsProps, 'onAdd' | 'onHold'> & {
  readonly label: string;
  readonly onMove?: (category: Category, step: Step) => void;
};

function CategoryRows({ label, categories, onEdit, onMove }: CategoryRowsProps) {
  return (
    <ul className={`${classes.card} ${classes.list}`} aria-label={label}>
      {categories.map((category, place) => (
        <CategoryRow
          key={category.id}
          category={category}
          onEdit={onEdit}
          onMove={onMove}
          first={place === 0}
          last={place === categories.length - 1}
        />
      ))}
    </ul>
  );
}
