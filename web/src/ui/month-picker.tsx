import { t } from '@lingui/core/macro';
import { Popover } from '@mantine/core';
import type { RefObject } from 'react';
import type { IsoMonth } from '@/dates/calendar';
import { formatMonth } from '@/dates/format-date';
import { Elsewhere } from './elsewhere';
import type { LateDialogProps } from './late-dialog';
import { MonthGrid, type MonthGridProps } from './month-grid';

export interface MonthPickerProps extends LateDialogProps, MonthGridProps {
  /** What opens it, and what it stands below. */
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** All months of a year, below the button that shows the chosen one. */
export function MonthPicker({ opened, onClose, button, onChoose, ...grid }: MonthPickerProps) {
  const choose = (month: IsoMonth) => {
    onClose();
    onChoose(month);
  };
  const chosen = formatMonth(grid.month, grid.locale);
  return (
    <Popover
      opened={opened}
      onChange={onClose}
      trapFocus
      returnFocus
      position="bottom"
      shadow="md"
      middlewares={{ shift: { crossAxis: true } }}
    >
      <Popover.Target>
        <Elsewhere element={button} />
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={undefined} aria-label={t`Choose a month, now ${chosen}`}>
        <MonthGrid onChoose={choose} {...grid} />
      </Popover.Dropdown>
    </Popover>
  );
}
