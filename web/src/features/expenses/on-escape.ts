import type { KeyboardEvent } from 'react';

/** Does something at Escape, unless that closes a list of proposals: then it closes that and nothing else. */
export function onEscape(event: KeyboardEvent, act: () => void): void {
  if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
  if (event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true')
    return;
  event.preventDefault();
  act();
}
