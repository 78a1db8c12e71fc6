import { t } from '@lingui/core/macro';
import type { RefObject } from 'react';
import classes from './amount-keys.module.css';

interface AmountKeysProps {
  readonly amount: RefObject<HTMLInputElement | null>;
}

/** The signs of a sum, which the decimal keypad of a phone lacks. Elsewhere they are on the keyboard, and not shown. */
export function AmountKeys({ amount }: AmountKeysProps) {
  const keys = [
    { sign: '+', name: t({ message: `Plus`, context: `a sign in a sum` }) },
    { sign: '-', shown: '−', name: t({ message: `Minus`, context: `a sign in a sum` }) },
    { sign: '×', name: t({ message: `Times`, context: `a sign in a sum` }) },
    { sign: '÷', name: t({ message: `Divided by`, context: `a sign in a sum` }) },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend that nobody needs to see
    <div className={classes.keys} role="group" aria-label={t`Signs for a sum`}>
      {keys.map(({ sign, shown = sign, name }) => (
        <button
          key={sign}
          type="button"
          className={classes.key}
          // Who types is reached by Tab without a detour: these signs are on every keyboard.
          tabIndex={-1}
          aria-label={name}
          // The amount keeps the focus, and with it the keypad of the phone stays.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => insert(amount.current, sign)}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}

/** At the caret, in the place of what is selected, as if it had been typed. */
function insert(field: HTMLInputElement | null, sign: string): void {
  if (field === null) return;
  field.focus();
  const { selectionStart, selectionEnd, value } = field;
  field.setRangeText(sign, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
