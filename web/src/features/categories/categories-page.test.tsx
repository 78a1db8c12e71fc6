import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, ledgerServer } from '@/test/ledger-server';
import { renderPage } from '@/test/render-page';
import { CategoriesPage } from './categories-page';

const ledger: Ledger = { budgets: [], summary: [], expenses: [], writes: [] };
const server = ledgerServer(ledger);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  ledger.writes.length = 0;
});
afterAll(() => server.close());

async function openDialog(button: string) {
  renderPage(<CategoriesPage />);
  await screen.findByRole('list', { name: 'Categories' });
  await userEvent.click(screen.getByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}

describe('CategoriesPage', () => {
  it('offers to add one where there is none', async () => {
    server.use(http.get(`${window.location.origin}/categories`, () => HttpResponse.json([])));
    renderPage(<CategoriesPage />);
    const empty = (await screen.findByText('No categories yet')).parentElement as HTMLElement;
    await userEvent.click(within(empty).getByRole('button', { name: 'Add category' }));
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
    server.resetHandlers();
  });

  it('sends only what was changed', async () => {
    const dialog = await openDialog('Edit Food');
    expect(dialog.getByRole('radio', { name: 'Green' })).toBeChecked();
    await userEvent.clear(dialog.getByRole('textbox', { name: 'Name' }));
    await userEvent.type(dialog.getByRole('textbox', { name: 'Name' }), ' Groceries ');
    await userEvent.click(dialog.getByRole('radio', { name: 'Teal' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    const changes = { name: 'Groceries', colour: 'teal' };
    expect(ledger.writes).toEqual([['PATCH', '/categories/id-Food', changes]]);
  });

  it('archives', async () => {
    const dialog = await openDialog('Edit Food');
    await userEvent.click(dialog.getByRole('button', { name: 'Archive' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(ledger.writes).toEqual([['PATCH', '/categories/id-Food', { archived: true }]]);
  });

  it('says at the field that a name is taken, and keeps what was entered', async () => {
    const dialog = await openDialog('Add category');
    await userEvent.type(dialog.getByRole('textbox', { name: 'Name' }), 'food');
    await userEvent.click(dialog.getByRole('radio', { name: 'Pets' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    expect(await dialog.findByText('There is a category of this name already.')).toBeVisible();
    expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('food');
    const entered = { name: 'food', colour: 'green', icon: 'paw' };
    expect(ledger.writes).toEqual([['POST', '/categories', entered]]);
  });

  it('wants a name', async () => {
    const dialog = await openDialog('Add category');
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }));
    expect(dialog.getByText('Give the category a name.')).toBeVisible();
    expect(ledger.writes).toEqual([]);
  });
});
