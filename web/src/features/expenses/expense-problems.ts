import { ApiProblem, problemText } from '@/api/problem';
import { type FormProblems, sortProblems } from '@/ui/form-problems';

const FIELD_NAMES = {
  amount: 'amount',
  category: 'category',
  date: 'date',
  description: 'description',
} as const;

interface ExpenseProblems extends FormProblems {
  /** Whether the expense may have been recorded although no answer said so. */
  readonly recorded: boolean;
}

/** What to show in an expense form for anything that saving threw. */
export function problemsOf(error: unknown): ExpenseProblems {
  if (!(error instanceof ApiProblem)) {
    return { fields: {}, general: problemText(error), recorded: true };
  }
  const refused = error.status >= 400 && error.status < 500;
  return { ...sortProblems(error, FIELD_NAMES), recorded: !refused };
}
