import { t } from '@lingui/core/macro';
import { Combobox, TextInput, type TextInputProps, useCombobox } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Category } from '@/api/categories';
import { proposals } from '@/features/expenses/category-proposals';
import { CategoryTile } from '@/ui/category-tile';
import classes from './expense-form.module.css';

interface CategoryFieldProps extends Omit<TextInputProps, 'onChange' | 'value' | 'defaultValue'> {
  /** In the order in which they are offered while nothing is typed. */
  readonly categories: readonly Category[];
  readonly defaultValue?: string;
  /** What stands in it, where somebody else decides that. */
  readonly value?: string;
  readonly onChange?: (name: string) => void;
  /** Called when one was taken from the list, by Enter or a click: the form goes on to the next field. */
  readonly onTaken: (name: string) => void;
  /** Whether the list opens with the focus, and not before something is typed or pressed. */
  readonly opensOnFocus?: boolean;
}

/** A category by name: one of the known ones, or a new one that saving creates. */
export function CategoryField(props: CategoryFieldProps) {
  const {
    categories,
    onChange,
    onTaken,
    opensOnFocus = true,
    defaultValue = '',
    value,
    ...rest
  } = props;
  const [written, setTyped] = useState(defaultValue);
  const typed = value ?? written;
  const id = useId();
  const combobox = useCombobox();
  const offered = categories.filter((category) => category.archivedAt === null);
  const byName = new Map(offered.map((category) => [category.name, category]));
  const names = proposals(typed, [...byName.keys()]);
  const opened = combobox.dropdownOpened && names.length > 0;
  const { selectFirstOption } = combobox;
  // What Enter would take is marked, from the first moment on and after every letter.
  useEffect(() => {
    if (opened && typed !== undefined) selectFirstOption();
  }, [opened, typed, selectFirstOption]);

  const offer = () => {
    if (!rest.readOnly) combobox.openDropdown();
  };
  const write = (name: string) => {
    setTyped(name);
    onChange?.(name);
  };
  const take = (name: string) => {
    write(name);
    combobox.closeDropdown();
    onTaken(name);
  };
  const keepEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    const plainEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if (!plainEnter || event.nativeEvent.isComposing || opened) return;
    // With the list closed by Escape, Enter offers it again: it never saves from here.
    event.preventDefault();
    if (byName.has(typed)) onTaken(typed);
    else offer();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={take}
      shadow="md"
      position="bottom-start"
      withinPortal
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          id={id}
          label={t`Category`}
          placeholder={t`Choose, or type a new one`}
          maxLength={64}
          enterKeyHint="next"
          autoComplete="off"
          {...rest}
          value={typed}
          onChange={(event) => {
            write(event.currentTarget.value);
            offer();
          }}
          onFocus={() => opensOnFocus && offer()}
          onClick={offer}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={keepEnter}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={names.length === 0 || rest.readOnly === true}>
        <Combobox.Options className={classes.options} labelledBy={`${id}-label`}>
          {names.map((name) => (
            <Combobox.Option key={name} value={name}>
              <CategoryOption name={name} category={byName.get(name)} />
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function CategoryOption({ name, category }: { name: string; category: Category | undefined }) {
  if (category === undefined) {
    return (
      <span className={classes.option}>
        <IconPlus size={18} stroke={1.75} aria-hidden="true" />
        {t`Create “${name}”`}
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
