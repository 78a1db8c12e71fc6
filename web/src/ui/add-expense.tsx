import { t } from '@lingui/core/macro';
import { Button, Kbd } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import classes from './add-expense.module.css';

const AddExpenseContext = createContext<() => void>(() => undefined);

/** Given once, around all pages: the form itself belongs to the expenses. */
export const AddExpenseProvider = AddExpenseContext.Provider;

/** Opens the form for a new expense, from any page. */
export function useAddExpense(): () => void {
  return useContext(AddExpenseContext);
}

/** The page's main button on a wide window. On a phone the bar at the bottom has it, always within reach. */
export function AddExpenseButton() {
  const addExpense = useAddExpense();
  return (
    <Button
      className={classes.button}
      leftSection={<IconPlus size={17} stroke={2} aria-hidden="true" />}
      rightSection={
        <Kbd className={classes.key} aria-hidden="true">
          N
        </Kbd>
      }
      aria-keyshortcuts="n"
      onClick={addExpense}
    >
      {t`Add expense`}
    </Button>
  );
}
