import { type FocusEvent, useState } from 'react';
import { type BudgetEntry, byUrgency, inHeldOrder } from './budget-entries';

/**
 * The entries by urgency, but as they stood while the focus is among them: an amount just typed may make its row the most
 * urgent one, and a row that jumps away from under the fingers is worse than a late order.
 */
export function useSteadyOrder(entries: readonly BudgetEntry[], pace: number) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const shown = held === null ? byUrgency(entries, pace) : inHeldOrder(entries, held);
  const onFocus = () => setHeld((ids) => ids ?? shown.map(({ categoryId }) => categoryId));
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    // Where the whole window is left, the focus waits in it for the way back.
    const near = relatedTarget ?? document.activeElement;
    if (!currentTarget.contains(near)) setHeld(null);
  };
  return { shown, onFocus, onBlur };
}
