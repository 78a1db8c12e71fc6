import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
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
    const heading = i18n._(group);
    const lines = found.get(heading) ?? [];
    lines.push({ keys: keys.map((key) => key.toUpperCase()), does: i18n._(does), inTurn: true });
    found.set(heading, lines);
  }
  for (const { keys, group, does } of FURTHER_KEYS) {
    const heading = i18n._(group);
    found.set(heading, [...(found.get(heading) ?? []), { keys, does: i18n._(does) }]);
  }
  return found;
}

/** All keys, and the way to switch the single ones off. */
export function KeysDialog({ opened, onClose }: LateDialogProps) {
  return (
    <ResponsiveDialog opened={opened} onClose={onClose} title={t`Keyboard shortcuts`}>
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
                  {at > 0 && (
                    <span className={classes.between}>
                      {inTurn ? t({ message: 'then', context: 'between two keys' }) : '+'}
                    </span>
                  )}
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
      label={t`Single keys do something on this device`}
      checked={on}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
