import { i18n } from '@lingui/core';
import { createElement, useId } from 'react';
import { CATEGORY_ICONS } from '@/ui/category-icons';
import { CATEGORY_COLOURS, categoryColour } from '@/ui/category-palette';
import classes from './look-choices.module.css';

type ColourChoiceProps = {
  readonly value: string;
  readonly onChange: (colour: string) => void;
};

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Ten swatches; real radio buttons underneath, so that arrow keys and screen readers know what to do. */
export function ColourChoice({ value, onChange }: ColourChoiceProps) {
  const group = useId();
  return (
    <fieldset className={classes.choice}>
      <legend>Colour</legend>
      <div className={classes.options}>
        {CATEGORY_COLOURS.map((colour) => (
          <label key={colour} className={classes.option} title={capitalised(colour)}>
            <input
              type="radio"
              name={group}
              value={colour}
              checked={colour === value}
              aria-label={capitalised(colour)}
              onChange={() => onChange(colour)}
            />
            <span className={classes.swatch} style={{ backgroundColor: categoryColour(colour) }} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type IconChoiceProps = {
  readonly value: string;
  /** The colour in which the chosen icon is shown. */
  readonly colour: string;
  readonly onChange: (icon: string) => void;
};

export function IconChoice({ value, colour, onChange }: IconChoiceProps) {
  const group = useId();
  return (
    <fieldset className={classes.choice}>
      <legend>Icon</legend>
      <div className={classes.options} style={{ color: categoryColour(colour) }}>
        {CATEGORY_ICONS.map(({ name, label, icon }) => (
          <label key={name} className={classes.option} title={i18n._(label)}>
            <input
              type="radio"
              name={group}
              value={name}
              checked={name === value}
              aria-label={i18n._(label)}
              onChange={() => onChange(name)}
            />
            <span className={classes.icon}>
              {createElement(icon, { size: 19, stroke: 1.75, 'aria-hidden': true })}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
