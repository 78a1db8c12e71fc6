import { useEffect, useEffectEvent, useRef } from 'react';
import { beginsSequence, type KeyName, keyNamed, meansAKey } from './keys';
import { singleKeysAreOn } from './single-keys';

/** How long the second key of two may take. */
const SEQUENCE_MS = 1500;

/** Has keys do something as long as the caller is shown. Several places may each take some of them. */
export function useKeys(actions: Partial<Record<KeyName, () => void>>): void {
  const before = useRef<{ readonly key: string; readonly at: number } | null>(null);
  const press = useEffectEvent((event: KeyboardEvent) => {
    // Shift and its like are pressed on the way to a key.
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
    const first = before.current;
    before.current = null;
    if (!singleKeysAreOn() || !meansAKey(event)) return;
    const inTime = first !== null && event.timeStamp - first.at < SEQUENCE_MS;
    const name = keyNamed(event.key, inTime ? first.key : null);
    if (!inTime && beginsSequence(event.key)) {
      before.current = { key: event.key.toLowerCase(), at: event.timeStamp };
    }
    const action = name === null ? undefined : actions[name];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
