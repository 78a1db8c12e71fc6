import { Checkbox } from '@mantine/core';
import { Fragment, useId, useState } from 'react';
import { FURTHER_KEYS, KEYS } from './keys';
import classes from './keys-dialog.module.css';
import type { LateDialogProps } from './late-dialog';
import { ResponsiveDialog } from './responsive-dialog';
import { singleKeysAreOn, switchSingleKeys } from './single-keys';

interface Line {
  readonly keys: readonly string[];
  readonly does: string;
  /** Pressed one after the other, not together. */
  readonly inTurn?: boolean;
}

function groups(): Map<string, Line[]> {
  const found = new Map<string, Line[]>();
  for (const { keys, group, does } of Object.values(KEYS)) {
    const lines = found.get(group) ?? [];
    lines.push({ keys: keys.map((key) => key.toUpperCase()), does, inTurn: true });
    found.set(group, lines);
  }
  for (const { keys, group, does } of FURTHER_KEYS) {
    found.set(group, [...(found.get(group) ?? []), { keys, does }]);
  }
  return found;
}

/** All keys, and the way to switch the single ones off. */
export function KeysDialog({ opened, onClose }: LateDialogProps) {
  return (
    <ResponsiveDialog opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <div className={classes.groups}>
        {[...groups()].map(([group, lines]) => (
          <KeyGroup key={group} group={group} lines={lines} />
        ))}
      </div>
      <SingleKeysSwitch />
    </ResponsiveDialog>
  );
}

function KeyGroup({ group, lines }: { group: string; lines: readonly Line[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.group}>
        {group}
      </h3>
      <dl className={classes.lines}>
        {lines.map(({ keys, does, inTurn }) => (
          <div key={does} className={classes.line}>
            <dt>{does}</dt>
            <dd className={classes.keys}>
              {keys.map((key, at) => (
                <Fragment key={key}>
                  {at > 0 && <span className={classes.between}>{inTurn ? 'then' : '+'}</span>}
                  <kbd className={classes.key}>{key}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SingleKeysSwitch() {
  const [on, setOn] = useState(singleKeysAreOn);
  const change = (wanted: boolean) => {
    switchSingleKeys(wanted);
    setOn(wanted);
  };
  return (
    <Checkbox
      className={classes.switch}
      label="Single keys do something on this device"
      checked={on}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
