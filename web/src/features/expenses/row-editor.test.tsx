import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RowEditor, type RowEditorProps } from '@/features/expenses/row-editor';
import { EXPENSE } from '@/test/an-expense';
import { renderPage } from '@/test/render-page';
import { aWireExpense, ORIGIN, refusal, server, someoneIsSignedIn } from '@/test/server';

function open(parts: Partial<RowEditorProps> = {}) {
  const done = vi.fn();
  const typed = vi.fn();
  renderPage(
    <RowEditor
      expense={EXPENSE}
      cell="amount"
      begun={null}
      onTyped={typed}
      onDone={done}
      {...parts}
    />,
  );
  return { done, typed };
}

describe('a row that is edited where it stands', () => {
  beforeEach(someoneIsSignedIn);

  it('begins in the pressed part, works sums out, and saves on the state it showed', async () => {
    const sent: unknown[] = [];
    server.use(
      http.patch(`${ORIGIN}/expenses/:id`, async ({ request }) => {
        sent.push([request.headers.get('If-Match'), await request.json()]);
        return HttpResponse.json(aWireExpense({ amount: 25.5, revision: 8 }));
      }),
    );
    const { done } = open();
    const amount = await screen.findByLabelText('Amount');
    expect(amount).toHaveFocus();
    await userEvent.clear(amount);
    await userEvent.type(amount, '20+5.50{Enter}');
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith(true));
    const body = { amount: '25.50', category: 'Food', date: '2026-11-20' };
    expect(sent).toEqual([['"7"', { ...body, description: 'Weekly market' }]]);
  });

  it('is left without a change by Escape, and by looking elsewhere', async () => {
    const { done } = open();
    await userEvent.type(await screen.findByLabelText('Amount'), '9{Escape}');
    expect(done).toHaveBeenCalledWith(true);
  });

  it('stays where something was typed, and tells it', async () => {
    const { done, typed } = open();
    const amount = await screen.findByLabelText('Amount');
    await userEvent.type(amount, '1');
    await userEvent.click(document.body);
    expect(done).not.toHaveBeenCalled();
    expect(typed).toHaveBeenLastCalledWith({
      base: EXPENSE,
      fields: expect.objectContaining({ amount: '19.991' }),
    });
  });

  it('tells that nothing is left of what was typed back', async () => {
    const { typed } = open();
    await userEvent.type(await screen.findByLabelText('Amount'), '{End}1{Backspace}');
    expect(typed).toHaveBeenCalledTimes(2);
    expect(typed).toHaveBeenLastCalledWith(null);
  });

  it('goes on from what was typed before', async () => {
    const fields = { amount: '7', category: 'Food', date: '2026-11-20', description: 'Bread' };
    open({ begun: { base: EXPENSE, fields } });
    expect(await screen.findByLabelText('Amount')).toHaveValue('7');
    expect(screen.getByLabelText('Description (optional)')).toHaveValue('Bread');
  });

  it('shows what somebody else made of it', async () => {
    const current = aWireExpense({ amount: 25, revision: 9 });
    server.use(
      http.patch(`${ORIGIN}/expenses/:id`, () => refusal({ status: 412, code: 'stale', current })),
    );
    const { done } = open();
    await userEvent.type(await screen.findByLabelText('Amount'), '{Backspace}{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('€25.00 · Food');
    expect(screen.getByRole('button', { name: 'Save mine' })).toBeInTheDocument();
    expect(done).not.toHaveBeenCalled();
  });

  it('says so when it was deleted, and leaves', async () => {
    server.use(
      http.patch(`${ORIGIN}/expenses/:id`, () => refusal({ status: 404, code: 'not_found' })),
    );
    const { done } = open();
    await userEvent.type(await screen.findByLabelText('Amount'), '{Backspace}{Enter}');
    expect(await screen.findByText(/your changes were not saved/)).toBeInTheDocument();
    expect(done).toHaveBeenCalledWith(true);
  });
});
