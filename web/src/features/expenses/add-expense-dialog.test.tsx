import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  fillIn,
  lost,
  recorded,
  recordingAnswers,
  renderAdding,
  withoutNetwork,
} from '@/test/recording';
import { aWireMe, refusal, someoneIsSignedIn } from '@/test/server';

beforeEach(() => window.sessionStorage.clear());

describe('an unfinished expense', () => {
  beforeEach(someoneIsSignedIn);

  it('is offered again when the form was closed by accident, and can be dropped', async () => {
    const { unmount } = renderAdding();
    await fillIn('5', 'Food');
    unmount();
    renderAdding();
    expect(await screen.findByLabelText('Amount')).toHaveValue('5');
    expect(screen.getByRole('combobox', { name: 'Category' })).toHaveValue('Food');
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('');
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('is dropped on Cancel', async () => {
    renderAdding();
    await fillIn('5', 'Food');
    expect(window.sessionStorage).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('keeps its key, so that what may have been recorded is not recorded twice', async () => {
    withoutNetwork();
    const sent = recordingAnswers(lost, lost, lost, recorded);
    const { unmount } = renderAdding();
    await fillIn('5', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('alert', {}, { timeout: 5000 });
    unmount();
    renderAdding();
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(sent).toHaveLength(4));
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    await vi.waitFor(() => expect(window.sessionStorage).toHaveLength(0));
  });

  it.each(['{', '7', '[null,{"slot":"a","fields":{"amount":3}}]'])(
    'that cannot be read (%s) is passed over',
    async (text) => {
      window.sessionStorage.setItem(`outlay.expense-draft.${aWireMe().id}`, text);
      renderAdding();
      expect(await screen.findByLabelText('Amount')).toHaveValue('');
    },
  );
});

describe('recording over a bad connection', () => {
  beforeEach(someoneIsSignedIn);

  it('asks again by itself, with the same key', async () => {
    const sent = recordingAnswers(lost, recorded);
    renderAdding();
    await fillIn('5', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Added €19.99 to Food.', {}, { timeout: 5000 });
    expect(sent).toHaveLength(2);
    expect(sent[0]?.key).toMatch(/.{32}/);
    expect(sent[1]?.key).toBe(sent[0]?.key);
  });

  it('keeps the key over a failure that is shown, until an answer is known', async () => {
    withoutNetwork();
    const sent = recordingAnswers(lost, lost, lost, recorded);
    renderAdding();
    await fillIn('5', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert', {}, { timeout: 5000 })).toHaveTextContent(
      'cannot be reached',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Added €19.99 to Food.', {}, { timeout: 5000 });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it('takes a new key after a refusal, which recorded nothing', async () => {
    const sent = recordingAnswers(
      () => refusal({ status: 422, code: 'wallet_total_too_large' }),
      recorded,
    );
    renderAdding();
    await fillIn('5', 'Food');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('wallet_total_too_large');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Added €19.99 to Food.');
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
  });
});

describe('an expense that was saved and then refused', () => {
  beforeEach(someoneIsSignedIn);

  const saveWhatIsRefusedLate = async () => {
    let refuse: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    const refused = () => refusal({ status: 422, code: 'no', detail: 'Not this one.' });
    const sent = recordingAnswers(() => asked.then(refused), recorded);
    renderAdding();
    await fillIn('5', 'Food');
    await userEvent.type(screen.getByLabelText('Description (optional)'), 'Lunch');
    return { sent, refuse };
  };

  it('comes back with what was typed and why', async () => {
    const { refuse } = await saveWhatIsRefusedLate();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    refuse();
    expect(await screen.findByRole('alert')).toHaveTextContent('Not this one.');
    expect(screen.getByLabelText('Amount')).toHaveValue('5');
    expect(screen.getByLabelText('Description (optional)')).toHaveValue('Lunch');
  });

  it('takes the place of the next form as long as nothing is typed into it', async () => {
    const { refuse } = await saveWhatIsRefusedLate();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(screen.getByLabelText('Amount')).toHaveValue('');
    refuse();
    expect(await screen.findByRole('alert')).toHaveTextContent('Not this one.');
    expect(screen.getByLabelText('Amount')).toHaveValue('5');
    expect(screen.getByLabelText('Amount')).toHaveFocus();
  });

  it('is offered to who types the next one, and neither is lost', async () => {
    const { sent, refuse } = await saveWhatIsRefusedLate();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await fillIn('7', 'Food');
    refuse();
    expect(await screen.findByText('Lunch, 5, was not added. Not this one.')).toBeInTheDocument();
    expect(screen.getByLabelText('Amount')).toHaveValue('7');
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    await userEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByLabelText('Amount')).toHaveValue('7');
    expect(screen.getByText(/what you began before/)).toBeInTheDocument();
  });

  it('does not come between a person and what they type elsewhere', async () => {
    const { refuse } = await saveWhatIsRefusedLate();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByLabelText('Something else'));
    refuse();
    expect(await screen.findByText('Lunch, 5, was not added. Not this one.')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    expect(await screen.findByLabelText('Amount')).toHaveValue('5');
  });

  it('is not what the form begins with while its answer is awaited', async () => {
    await saveWhatIsRefusedLate();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByLabelText('Amount')).toHaveValue('');
  });
});
