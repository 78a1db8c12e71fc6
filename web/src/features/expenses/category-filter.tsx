import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CategoryChoiceProps } from '@/features/expenses/category-choice';
import { categoriesQuery } from '@/sync/categories';
import { type LateDialogProps, useLateDialog } from '@/ui/late-dialog';
import classes from './expense-filters.module.css';

interface CategoryFilterProps {
  /** Names. None chosen means all are listed. */
  readonly chosen: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

async function loadChoice() {
  const { CategoryChoice } = await import('@/features/expenses/category-choice');
  return CategoryChoice;
}

export function CategoryFilter({ chosen, onChange }: CategoryFilterProps) {
  const button = useRef<HTMLButtonElement>(null);
  const categories = useQuery(categoriesQuery()).data ?? [];
  const choice = useLateDialog<Omit<CategoryChoiceProps, keyof LateDialogProps>>(
    loadChoice,
    t`The choice of categories could not be loaded.`,
    { button, categories, chosen, onChange },
  );
  return (
    <>
      <Button
        ref={button}
        className={classes.trigger}
        variant="default"
        aria-haspopup="dialog"
        aria-expanded={choice.opened}
        leftSection={<IconTags size={17} stroke={1.75} aria-hidden="true" />}
        rightSection={
          chosen.length > 0 ? <span className={classes.count}>{chosen.length}</span> : null
        }
        onClick={choice.opened ? choice.close : choice.open}
      >
        {t`Categories`}
      </Button>
      {choice.element}
    </>
  );
}
