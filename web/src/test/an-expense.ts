import type { Expense } from '@/api/expenses';
import { aWireExpense } from '@/test/server';

/** What `aWireExpense` becomes in the app. */
export const EXPENSE: Expense = {
  id: aWireExpense().id,
  date: '2026-11-20',
  category: 'Food',
  categoryId: aWireExpense().category_id,
  amount: 1999,
  description: 'Weekly market',
  deletedAt: null,
  revision: 7,
};
