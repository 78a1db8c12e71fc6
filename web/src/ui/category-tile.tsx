import { createElement } from 'react';
import { categoryIcon } from './category-icons';
import { categoryColour } from './category-palette';
import classes from './category-tile.module.css';

type CategoryTileProps = {
  readonly colour: string;
  readonly icon: string;
  readonly size?: 'small' | 'medium' | 'large';
};

const ICON_PIXELS = { small: 15, medium: 17, large: 21 } as const;

/** A category's icon in a washed tile of its colour. It says nothing by itself: its name always stands beside it. */
export function CategoryTile({ colour, icon, size = 'medium' }: CategoryTileProps) {
  return (
    <span
      className={classes.tile}
      data-size={size}
      style={{ color: categoryColour(colour) }}
      aria-hidden="true"
    >
      {createElement(categoryIcon(icon), { size: ICON_PIXELS[size], stroke: 1.75 })}
    </span>
  );
}
