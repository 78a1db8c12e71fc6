import { t } from '@lingui/core/macro';
import { createElement, useId } from 'react';
import { CATEGORY_ICONS } from '@/ui/category-icons';
import { CATEGORY_COLOURS, categoryColour } from '@/ui/category-palette';
import classes from './look-choices.module.css';
import { colourName, iconName } from './look-names';

type ColourChoiceProps = {
  readonly value: string;
  readonly onChange: (colour: string) => void;
};

/** Ten swatches; real radio buttons underneath, so that arrow keys and screen readers know what to do. */
export function ColourChoice({ value, onChange }: ColourChoiceProps) {
  const group = useId();
  return (
    <fieldset className={classes.choice}>
      <legend>{t`Colour`}</legend>
      <div className={classes.options}>
        {CATEGORY_COLOURS.map((colour) => (
          <label key={colour} className={classes.option} title={colourName(colour)}>
            <input
              type="radio"
              name={group}
              value={colour}
              checked={colour === value}
              aria-label={colourName(colour)}
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
      <legend>{t`Icon`}</legend>
      <div className={classes.options} style={{ color: categoryColour(colour) }}>
        {CATEGORY_ICONS.map(({ name, icon }) => (
          <label key={name} className={classes.option} title={iconName(name)}>
            <input
              type="radio"
              name={group}
              value={name}
              checked={name === value}
              aria-label={iconName(name)}
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
