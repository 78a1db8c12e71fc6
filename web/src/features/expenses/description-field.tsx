import { t } from '@lingui/core/macro';
import { Combobox, TextInput, type TextInputProps, useCombobox } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import type { KnownDescription } from '@/api/descriptions';
import { exactly, useKnownDescriptions } from '@/sync/known-descriptions';
import classes from './expense-form.module.css';

interface DescriptionFieldProps extends Omit<TextInputProps, 'onChange' | 'defaultValue'> {
  readonly defaultValue?: string;
  readonly onChange?: (text: string) => void;
  /** Called with the known description that stands in the field, and with null as soon as none does. */
  readonly onKnown: (known: KnownDescription | null) => void;
}

/** A few words, completed from those used before. Enter takes one only where it was gone to: otherwise it saves. */
export function DescriptionField(props: DescriptionFieldProps) {
  const { onChange, onKnown, defaultValue = '', ...rest } = props;
  const [before] = useState(defaultValue);
  const [typed, setTyped] = useState(before);
  const [open, setOpen] = useState(false);
  // Nothing is proposed for what stood there before.
  const known = useKnownDescriptions(typed === before ? '' : typed);
  const match = exactly(typed, known);
  const tell = useEffectEvent(() => onKnown(match ?? null));
  // Not as it is typed: what the service knows comes a moment later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words may have another category by then
  useEffect(() => tell(), [match?.description, match?.category]);
  const offered = known.filter(({ description }) => description !== typed);
  const combobox = useCombobox({
    // With nothing to offer nothing is open: Escape then belongs to the form.
    opened: open && offered.length > 0,
    onOpenedChange: setOpen,
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  const write = (text: string) => {
    setTyped(text);
    onChange?.(text);
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(description) => {
        write(description);
        combobox.closeDropdown();
      }}
      shadow="md"
      // Above, where everything is filled in by now: below are the buttons to save, or the keyboard of a phone.
      position="top-start"
      withinPortal
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={t`Description (optional)`}
          autoComplete="off"
          aria-autocomplete="list"
          enterKeyHint="done"
          maxLength={500}
          {...rest}
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            write(value);
            combobox.resetSelectedOption();
            setOpen(true);
          }}
          onBlur={() => setOpen(false)}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes.options} aria-label={t`Used before`}>
          {offered.map(({ description, category }) => (
            <Combobox.Option key={description} value={description}>
              <span className={classes.known}>
                <span className={classes.knownWords}>{description}</span>
                <span className={classes.knownCategory}>{category}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
