import { t } from '@lingui/core/macro';
import { Button, Checkbox, Popover } from '@mantine/core';
import { IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Category } from '@/api/categories';
import { categoriesQuery } from '@/sync/categories';
import { CategoryTile } from '@/ui/category-tile';
import classes from './expense-filters.module.css';

interface CategoryFilterProps {
  /** Names. None chosen means all are listed. */
  readonly chosen: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

export function CategoryFilter({ chosen, onChange }: CategoryFilterProps) {
  const categories = useQuery(categoriesQuery()).data ?? [];
  const toggle = (name: string, wanted: boolean) =>
    onChange(wanted ? [...chosen, name] : chosen.filter((one) => one !== name));
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={classes.trigger}
          variant="default"
          leftSection={<IconTags size={17} stroke={1.75} aria-hidden="true" />}
          rightSection={
            chosen.length > 0 ? <span className={classes.count}>{chosen.length}</span> : null
          }
        >
          {t`Categories`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Choose categories`} p={6}>
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
