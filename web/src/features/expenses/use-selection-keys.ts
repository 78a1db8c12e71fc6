import { useEffect, useEffectEvent } from 'react';
import type { Selection } from '@/features/expenses/use-selection';
import { isTextField, somethingIsOpen } from '@/ui/keys';

/** Ctrl or Cmd with A chooses all rows, Escape none, wherever on the page the focus is outside of a text field. */
export function useSelectionKeys({ all, clear, choosing }: Selection): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey) return;
    if (isTextField(event.target) || somethingIsOpen()) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (withControl && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      all();
    } else if (!withControl && event.key === 'Escape' && choosing) {
      clear();
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
