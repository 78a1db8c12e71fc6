import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { KnownDescription } from '@/api/descriptions';
import type { ExpenseForm } from '@/features/expenses/use-expense-form';

interface ProposedCategory {
  readonly onKnown: (known: KnownDescription | null) => void;
  /** To be called when a person writes or takes a category. */
  readonly onChosen: () => void;
  /** Why the category is what it is, as long as it is the proposed one. */
  readonly words: string | null;
}

/** Sets the category that a known description had last. One that a person chose stays, whatever the description says. */
export function useProposedCategory(form: ExpenseForm): ProposedCategory {
  const [proposed, setProposed] = useState<KnownDescription | null>(null);
  const category = form.useWatchValue('category');
  const stands = proposed !== null && category === proposed.category;
  const onKnown = (known: KnownDescription | null) => {
    const chosen = form.getValues().category;
    if (chosen !== '' && chosen !== proposed?.category) return;
    setProposed(known);
    const next = known?.category ?? '';
    if (next !== chosen) form.setFieldValue('category', next);
  };
  return {
    onKnown,
    onChosen: () => setProposed(null),
    words: stands ? wordsOf(proposed) : null,
  };
}

function wordsOf({ description, category }: KnownDescription): string {
  return t`${category}, as the last time for “${description}”.`;
}
