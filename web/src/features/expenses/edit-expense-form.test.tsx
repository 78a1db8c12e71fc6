import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EditExpenseForm } from '@/features/expenses/edit-expense-form';
import { EXPENSE } from '@/test/an-expense';
import { renderPage } from '@/test/render-page';
import { aWireExpense, ORIGIN, refusal, server, someoneIsSignedIn } from '@/test/server';

/** The server's expense is at revision 9: everything that is based on an older one is stale. */
function somebodyWasFaster(current: ReturnType<typeof aWireExpense>): (string | null)[] {
  const conditions: (string | null)[] = [];
  server.use(
    http.patch(`${ORIGIN}/expenses/:id`, ({ request }) => {
      const condition = request.headers.get('If-Match');
      conditions.push(condition);
      return condition === `"${current.revision}"`
        ? HttpResponse.json(aWireExpense({ revision: 10 }))
        : refusal({ status: 412, code: 'stale', current });
    }),
  );
  return conditions;
}

function open() {
  const done = vi.fn();
  renderPage(
    <EditExpenseForm expense={EXPENSE} onDone={done} onDelete={vi.fn()} onDuplicate={vi.fn()} />,
  );
  return done;
}

async function saveWithAmount(amount: string) {
  const field = await screen.findByLabelText('Amount');
  await userEvent.clear(field);
  await userEvent.type(field, `${amount}{Enter}`);
}

describe('editing an expense', () => {
  beforeEach(someoneIsSignedIn);

  it('begins with what is there', async () => {
    open();
    expect(await screen.findByLabelText('Amount')).toHaveValue('19.99');
    expect(screen.getByRole('combobox', { name: 'Category' })).toHaveValue('Food');
    expect(screen.getByLabelText('Date')).toHaveValue('2026-11-20');
    expect(screen.getByLabelText('Description (optional)')).toHaveValue('Weekly market');
  });

  it('shows what somebody else made of it, and saves over it only when told to', async () => {
    const current = aWireExpense({ amount: 25, description: 'Two bags', revision: 9 });
    const conditions = somebodyWasFaster(current);
    const done = open();
    await saveWithAmount('30');
    const note = await screen.findByRole('alert');
    expect(note).toHaveTextContent('changed in the meantime');
    expect(note).toHaveTextContent('€25.00 · Food');
    expect(note).toHaveTextContent('Two bags');
    expect(screen.getByLabelText('Amount')).toHaveValue('30');
    expect(done).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Save mine' }));
    await vi.waitFor(() => expect(done).toHaveBeenCalled());
    expect(conditions).toEqual(['"7"', '"9"']);
  });

  it('goes on from what somebody else made of it', async () => {
    const conditions = somebodyWasFaster(aWireExpense({ amount: 25, revision: 9 }));
    open();
    await saveWithAmount('30');
    await userEvent.click(await screen.findByRole('button', { name: 'Take what is there' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('25.00');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(conditions).toEqual(['"7"', '"9"']));
  });

  it('of one that was deleted says so and offers nothing that cannot work', async () => {
    somebodyWasFaster(aWireExpense({ deleted_at: '2026-11-20T10:00:00.000Z', revision: 9 }));
    open();
    await saveWithAmount('30');
    expect(await screen.findByRole('alert')).toHaveTextContent('was deleted in the meantime');
    expect(screen.queryByRole('button', { name: /Save|Delete/ })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Close' })).toBeInTheDocument();
  });
});
