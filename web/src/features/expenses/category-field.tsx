import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Category } from '@/api/categories';
import { CategoryTile } from '@/ui/category-tile';
import classes from './expense-form.module.css';

interface CategoryFieldProps extends Omit<AutocompleteProps, 'data' | 'renderOption' | 'filter'> {
  readonly categories: readonly Category[];
}

function folded(name: string): string {
  return name.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/**
 * The names to propose for what was typed. A full match proposes everything again, so that the field still offers a
 * choice when it is opened with a category in it. The server alone decides which names are equal.
 */
export function proposals(typed: string, names: readonly string[]): string[] {
  const wanted = folded(typed);
  if (wanted === '' || names.some((name) => folded(name) === wanted)) return [...names];
  const matching = names.filter((name) => folded(name).includes(wanted));
  return [...matching, typed.trim()];
}

/** A category by name: one of the known ones, or a new one that saving creates. */
export function CategoryField({ categories, ...props }: CategoryFieldProps) {
  const offered = categories.filter((category) => category.archivedAt === null);
  const byName = new Map(offered.map((category) => [category.name, category]));
  return (
    <Autocomplete
      label="Category"
      placeholder="Choose, or type a new one"
      maxLength={64}
      selectFirstOptionOnChange
      openOnFocus={false}
      data={offered.map((category) => category.name)}
      filter={({ search }) =>
        proposals(search, [...byName.keys()]).map((name) => ({ value: name, label: name }))
      }
      renderOption={({ option }) => (
        <CategoryOption name={option.value} category={byName.get(option.value)} />
      )}
      maxDropdownHeight={264}
      comboboxProps={{ shadow: 'md' }}
      {...props}
    />
  );
}

function CategoryOption({ name, category }: { name: string; category: Category | undefined }) {
  return (
    <span className={classes.option}>
      {category ? (
        <>
          <CategoryTile colour={category.colour} icon={category.icon} size="small" />
          {name}
        </>
      ) : (
        <>
          <IconPlus size={18} stroke={1.75} aria-hidden="true" />
          Create “{name}”
        </>
      )}
    </span>
  );
}
