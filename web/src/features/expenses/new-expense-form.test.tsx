import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays } from '@/dates/calendar';
import { todayIn } from '@/dates/today';
import { fillIn, recorded, recordingAnswers, renderAdding } from '@/test/recording';
import {
  aWireCategory,
  aWireExpense,
  ORIGIN,
  refusal,
  server,
  someoneIsSignedIn,
} from '@/test/server';

beforeEach(() => window.sessionStorage.clear());

describe('recording an expense', () => {
  beforeEach(someoneIsSignedIn);

  it('takes an amount, a category and Enter: the date is today', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('12,50', 'food');
    await userEvent.keyboard('{Enter}{Enter}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(await screen.findByText('Added €19.99 to Food.')).toBeInTheDocument();
    const date = todayIn('Europe/Dublin');
    expect(sent.map(({ body }) => body)).toEqual([
      { amount: '12.50', category: 'Food', date, description: '' },
    ]);
  });

  it('creates a category that is not there yet', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('3', 'Coffee');
    expect(await screen.findByRole('option', { name: 'Create “Coffee”' })).toBeInTheDocument();
    await userEvent.keyboard('{Enter}{Enter}');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ category: 'Coffee' });
  });

  it('names what is missing before anything is sent', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription(/Enter an amount/);
    expect(screen.getByRole('combobox', { name: 'Category' })).toHaveAccessibleDescription(
      /Choose a category/,
    );
    expect(sent).toHaveLength(0);
  });

  it('keeps what was typed when the server refuses, and names the field', async () => {
    const errors = [{ field: 'date', code: 'too_late', message: 'Too far ahead.' }];
    recordingAnswers(() => refusal({ status: 422, code: 'validation_failed', errors }));
    renderAdding();
    await fillIn('12.50', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() =>
      expect(screen.getByLabelText('Date')).toHaveAccessibleDescription('Too far ahead.'),
    );
    expect(screen.getByLabelText('Amount')).toHaveValue('12.50');
  });
});

describe('the keyboard in the form', () => {
  beforeEach(someoneIsSignedIn);

  it('goes from the amount to the category to the description, and saves from there', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await userEvent.type(await screen.findByLabelText('Amount'), '5{Enter}');
    const category = screen.getByRole('combobox', { name: 'Category' });
    expect(category).toHaveFocus();
    await userEvent.keyboard('fo{Enter}');
    expect(category).toHaveValue('Food');
    expect(screen.getByLabelText('Description (optional)')).toHaveFocus();
    expect(sent).toHaveLength(0);
    await userEvent.keyboard('Lunch{Enter}');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ category: 'Food', description: 'Lunch' });
  });

  it('never saves from the category, not even with its list closed', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('5', 'Coff');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('option')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('option', { name: 'Create “Coff”' })).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByLabelText('Description (optional)')).toHaveFocus();
    await userEvent.type(screen.getByRole('combobox', { name: 'Category' }), '{Escape}{Enter}');
    expect(sent).toHaveLength(0);
  });

  it('offers the categories of the latest expenses first', async () => {
    const [food, rent] = [aWireCategory(), aWireCategory({ id: 'r', name: 'Rent', position: 1 })];
    const latest = [aWireExpense({ category: 'Rent', category_id: 'r' }), aWireExpense()];
    server.use(
      http.get(`${ORIGIN}/categories`, () => HttpResponse.json([food, rent])),
      http.get(`${ORIGIN}/expenses`, () => HttpResponse.json(latest)),
    );
    renderAdding();
    await userEvent.click(await screen.findByRole('combobox', { name: 'Category' }));
    await vi.waitFor(() =>
      expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
        'Rent',
        'Food',
      ]),
    );
  });
});

describe('saving and adding another', () => {
  beforeEach(someoneIsSignedIn);

  it.each([
    ['the button', () => userEvent.click(screen.getByRole('button', { name: /another/ }))],
    ['Ctrl and Enter', () => userEvent.keyboard('{Control>}{Enter}{/Control}')],
    ['Cmd and Enter', () => userEvent.keyboard('{Meta>}{Enter}{/Meta}')],
  ])('by %s keeps the date and begins again at the amount', async (_, saveAndAdd) => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('5', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Yesterday' }));
    const yesterday = addDays(todayIn('Europe/Dublin'), -1);
    expect(screen.getByLabelText('Date')).toHaveValue(yesterday);
    await userEvent.type(screen.getByLabelText('Description (optional)'), 'Lunch');
    await saveAndAdd();
    await vi.waitFor(() => expect(screen.getByLabelText('Amount')).toHaveValue(''));
    expect(screen.getByLabelText('Amount')).toHaveFocus();
    expect(screen.getByLabelText('Date')).toHaveValue(yesterday);
    expect(screen.getByLabelText('Description (optional)')).toHaveValue('');

    await fillIn('6', 'Food');
    await saveAndAdd();
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
    expect(sent[1]?.body).toMatchObject({ amount: '6.00', date: yesterday });
  });
});

describe('a sum in the amount', () => {
  beforeEach(someoneIsSignedIn);

  it('is worked out while it is typed, and recorded as what it comes to', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('16,99*2+3', 'Food');
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription('= €36.98');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ amount: '36.98' });
  });

  it('that cannot be worked out says why, and is kept', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('5/0', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const amount = screen.getByLabelText('Amount');
    expect(amount).toHaveAccessibleDescription('Nothing can be divided by zero.');
    expect(amount).toBeInvalid();
    expect(amount).toHaveValue('5/0');
    expect(sent).toHaveLength(0);
  });
});
