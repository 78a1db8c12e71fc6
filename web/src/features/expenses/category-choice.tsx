import { t } from '@lingui/core/macro';
import { Checkbox, Popover } from '@mantine/core';
import type { RefObject } from 'react';
import type { Category } from '@/api/categories';
import { CategoryTile } from '@/ui/category-tile';
import { Elsewhere } from '@/ui/elsewhere';
import type { LateDialogProps } from '@/ui/late-dialog';
import classes from './expense-filters.module.css';

export interface CategoryChoiceProps extends LateDialogProps {
  /** What opens it, and what it stands below. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly categories: readonly Category[];
  /** Names. */
  readonly chosen: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

/** The categories to list, below the button that tells how many are chosen. */
export function CategoryChoice(props: CategoryChoiceProps) {
  const { opened, onClose, button, categories, chosen, onChange } = props;
  const toggle = (name: string, wanted: boolean) =>
    onChange(wanted ? [...chosen, name] : chosen.filter((one) => one !== name));
  return (
    <Popover
      opened={opened}
      onChange={onClose}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Elsewhere element={button} />
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={undefined} aria-label={t`Choose categories`} p={6}>
        <div className={classes.menu}>
          {categories.map((category) => (
            <CategoryCheckbox
              key={category.id}
              category={category}
              checked={chosen.includes(category.name)}
              onChange={toggle}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface CategoryCheckboxProps {
  readonly category: Category;
  readonly checked: boolean;
  readonly onChange: (name: string, wanted: boolean) => void;
}

function CategoryCheckbox({ category, checked, onChange }: CategoryCheckboxProps) {
  return (
    <Checkbox
      className={classes.option}
      checked={checked}
      onChange={(event) => onChange(category.name, event.currentTarget.checked)}
      label={
        <span className={classes.optionLabel}>
          <CategoryTile colour={category.colour} icon={category.icon} size="small" />
          {category.name}
        </span>
      }
      styles={{ body: { alignItems: 'center' } }}
    />
  );
}
