import { t } from '@lingui/core/macro';
import { Popover } from '@mantine/core';
import type { KeyboardEvent, RefObject } from 'react';
import { DayGrid, type DayGridProps } from './day-grid';
import { Elsewhere } from './elsewhere';
import { KEEPS_ESCAPE } from './keeps-escape';
import type { LateDialogProps } from './late-dialog';

export interface DayPickerProps extends LateDialogProps, DayGridProps {
  readonly id: string;
  /** What it stands below. */
  readonly field: RefObject<HTMLDivElement | null>;
  /** Closes it, and gives the focus back to the field. */
  readonly onLeave: () => void;
}

/** The calendar of a field. Its keys are its own: a form around it, or a list, hears of none of them. */
export function DayPicker({ opened, onClose, id, field, onLeave, ...grid }: DayPickerProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onLeave();
  };
  return (
    <Popover
      opened={opened}
      onChange={onClose}
      closeOnEscape={false}
      trapFocus
      // Out of sight of its field it would be hidden, and whoever has the focus in it would lose it.
      hideDetached={false}
      position="bottom-start"
      // In a low window it may cover its field rather than end below the edge.
      middlewares={{ shift: { crossAxis: true } }}
      shadow="md"
    >
      <Popover.Target>
        <Elsewhere element={field} />
      </Popover.Target>
      <Popover.Dropdown
        {...KEEPS_ESCAPE}
        id={id}
        aria-labelledby={undefined}
        aria-label={t`Calendar`}
        onKeyDown={onKeyDown}
      >
        <DayGrid {...grid} />
      </Popover.Dropdown>
    </Popover>
  );
}
