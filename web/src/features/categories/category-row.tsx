import { t } from '@lingui/core/macro';
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Category } from '@/api/categories';
import type { Step } from '@/sync/category-order';
import { CategoryTile } from '@/ui/category-tile';
import classes from './categories-page.module.css';

type CategoryRowProps = {
  readonly category: Category;
  readonly onEdit: (category: Category) => void;
  /** Absent where the order does not count, as among archived ones. */
  readonly onMove?: ((category: Category, step: Step) => void) | undefined;
  readonly first: boolean;
  readonly last: boolean;
};

/** A category, with the buttons that move and change it. */
export function CategoryRow({ category, onEdit, onMove, first, last }: CategoryRowProps) {
  const { name } = category;
  return (
    <li className={classes.row} data-category={category.id}>
      <CategoryTile colour={category.colour} icon={category.icon} />
      <Link to="/expenses" search={{ category: [name] }} className={classes.name}>
        {name}
      </Link>
      <span className={classes.buttons}>
        {onMove ? (
          <>
            <MoveButton category={category} step={-1} atEnd={first} onMove={onMove} />
            <MoveButton category={category} step={1} atEnd={last} onMove={onMove} />
          </>
        ) : null}
        <ActionIcon
          variant="subtle"
          className={classes.button}
          data-part="edit"
          aria-label={t`Edit ${name}`}
          onClick={() => onEdit(category)}
        >
          <IconPencil size={17} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </span>
    </li>
  );
}

type MoveButtonProps = {
  readonly category: Category;
  readonly step: Step;
  readonly atEnd: boolean;
  readonly onMove: (category: Category, step: Step) => void;
};

/** At the end of the list the button stays, so that the focus has a place; it only does nothing. */
function MoveButton({ category, step, atEnd, onMove }: MoveButtonProps) {
  const { name } = category;
  const MoveIcon = step === -1 ? IconChevronUp : IconChevronDown;
  return (
    <ActionIcon
      variant="subtle"
      className={classes.button}
      data-part={step === -1 ? 'up' : 'down'}
      aria-label={step === -1 ? t`Move ${name} up` : t`Move ${name} down`}
      aria-disabled={atEnd || undefined}
      onClick={() => {
        if (!atEnd) onMove(category, step);
      }}
    >
      <MoveIcon size={17} stroke={1.75} aria-hidden="true" />
    </ActionIcon>
  );
}
