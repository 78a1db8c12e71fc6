import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { onTestFinished, vi } from 'vitest';
import { AddExpenseDialog } from '@/features/expenses/add-expense-dialog';
import { renderPage } from '@/test/render-page';
import { aWireExpense, ORIGIN, server } from '@/test/server';
import { AddExpenseProvider } from '@/ui/add-expense';

interface Sent {
  readonly key: string | null;
  readonly body: unknown;
}

/** Answers each recording with the next of the answers, the last one again and again. */
export function recordingAnswers(...answers: (() => Response | Promise<Response>)[]): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.post(`${ORIGIN}/expenses`, async ({ request }) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      return (answers.length > 1 ? answers.shift() : answers[0])?.();
    }),
  );
  return sent;
}

export const recorded = () => HttpResponse.json(aWireExpense(), { status: 201 });
/** The browser knows of no network, so nobody waits for a server that restarts. */
export function withoutNetwork(): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
}

export const lost = () => HttpResponse.error();

/** The form for a new expense in its dialog, open from the start. */
export function renderAdding() {
  return renderPage(<Adding />);
}

function Adding() {
  const [opened, setOpened] = useState(true);
  return (
    <AddExpenseProvider value={() => setOpened(true)}>
      <button type="button" onClick={() => setOpened(true)}>
        Add
      </button>
      <input aria-label="Something else" />
      <AddExpenseDialog opened={opened} onClose={() => setOpened(false)} />
    </AddExpenseProvider>
  );
}

export async function fillIn(amount: string, category: string) {
  await userEvent.type(await screen.findByLabelText('Amount'), amount);
  await userEvent.type(screen.getByRole('combobox', { name: 'Category' }), category);
}
