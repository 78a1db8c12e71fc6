import { useState } from 'react';
import { NewExpenseForm } from '@/features/expenses/new-expense-form';
import { WelcomePage } from '@/features/welcome/welcome-page';

/** The page of an empty wallet goes by itself once something is recorded: that is all there is to do after saving. */
const nothingMore = () => undefined;

export function Welcome() {
  const [attempt, setAttempt] = useState(0);
  return (
    <WelcomePage
      firstExpense={
        <NewExpenseForm
          // What could not be recorded is kept, and a new form begins with it and the reason.
          key={attempt}
          inPage
          focused={attempt > 0}
          onDone={nothingMore}
          onUnsaved={() => setAttempt(attempt + 1)}
        />
      }
    />
  );
}
