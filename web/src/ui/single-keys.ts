const STORED = 'outlay.keys';

/**
 * Whether single keys do anything on this device. Who speaks to the computer instead of typing sets them off by accident,
 * so they can be switched off (WCAG 2.1.4).
 */
export function singleKeysAreOn(): boolean {
  return window.localStorage.getItem(STORED) !== 'off';
}

export function switchSingleKeys(on: boolean): void {
  if (on) window.localStorage.removeItem(STORED);
  else window.localStorage.setItem(STORED, 'off');
}
