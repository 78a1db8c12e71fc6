import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Category } from '@/api/categories';
import { proposals } from '@/features/expenses/category-proposals';
import { CategoryTile } from '@/ui/category-tile';
import classes from './expense-form.module.css';

interface CategoryFieldProps extends Omit<AutocompleteProps, 'data' | 'renderOption' | 'filter'> {
  readonly categories: readonly Category[];
}

/** A category by name: one of the known ones, or a new one that saving creates. */
export function CategoryField({ categories, onChange, ...props }: CategoryFieldProps) {
  const [typed, setTyped] = useState(props.defaultValue ?? '');
  const offered = categories.filter((category) => category.archivedAt === null);
  const byName = new Map(offered.map((category) => [category.name, category]));
  return (
    <Autocomplete
      label="Category"
      placeholder="Choose, or type a new one"
      maxLength={64}
      selectFirstOptionOnChange
      openOnFocus={false}
      data={proposals(typed, [...byName.keys()])}
      filter={({ options }) => options}
      onChange={(text) => {
        setTyped(text);
        onChange?.(text);
      }}
      renderOption={({ option }) => (
        <CategoryOption name={option.value} category={byName.get(option.value)} />
      )}
      maxDropdownHeight={264}
      comboboxProps={{ shadow: 'md', position: 'bottom-start' }}
      {...props}
    />
  );
}

function CategoryOption({ name, category }: { name: string; category: Category | undefined }) {
  if (category === undefined) {
    return (
      <span className={classes.option}>
        <IconPlus size={18} stroke={1.75} aria-hidden="true" />
        Create “{name}”
      </span>
    );
  }
  return (
    <span className={classes.option}>
      <CategoryTile colour={category.colour} icon={category.icon} size="small" />
      {name}
    </span>
  );
}
