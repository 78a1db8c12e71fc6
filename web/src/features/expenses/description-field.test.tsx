import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fillIn, recorded, recordingAnswers, renderAdding } from '@/test/recording';
import { aWireCategory, aWireExpense, ORIGIN, server, someoneIsSignedIn } from '@/test/server';

const LEISURE = { category: 'Leisure', category_id: 'l' };

const description = () => screen.getByLabelText('Description (optional)');
const category = () => screen.getByRole('combobox', { name: 'Category' });

beforeEach(() => {
  window.sessionStorage.clear();
  someoneIsSignedIn();
  const leisure = aWireCategory({ id: 'l', name: 'Leisure' });
  server.use(
    http.get(`${ORIGIN}/categories`, () => HttpResponse.json([aWireCategory(), leisure])),
    http.get(`${ORIGIN}/expenses`, () =>
      HttpResponse.json([aWireExpense({ description: 'Cinema', ...LEISURE })]),
    ),
  );
});

describe('a known description', () => {
  it('proposes the category it had last, says so, and is saved with it', async () => {
    const sent = recordingAnswers(recorded);
    renderAdding();
    await userEvent.type(await screen.findByLabelText('Amount'), '9');
    await userEvent.type(description(), 'cinema');
    await vi.waitFor(() => expect(category()).toHaveValue('Leisure'));
    expect(screen.getByText('Leisure, as the last time for “Cinema”.')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ category: 'Leisure', description: 'cinema' });
  });

  it('takes its category back when it becomes another one', async () => {
    renderAdding();
    await userEvent.type(await screen.findByLabelText('Amount'), '9');
    await userEvent.type(description(), 'Cinema');
    await vi.waitFor(() => expect(category()).toHaveValue('Leisure'));
    await userEvent.keyboard(' bar');
    await vi.waitFor(() => expect(category()).toHaveValue(''));
    expect(description()).toHaveFocus();
  });

  it('never changes a category that was chosen', async () => {
    renderAdding();
    await fillIn('9', 'Food');
    await userEvent.keyboard('{Enter}');
    await userEvent.type(description(), 'Cin');
    await userEvent.click(await screen.findByRole('option', { name: /Cinema/ }));
    expect(description()).toHaveValue('Cinema');
    expect(category()).toHaveValue('Food');
    expect(screen.queryByText(/as the last time/)).not.toBeInTheDocument();
  });

  it('that is older is known from the service', async () => {
    const older = { description: 'Circus', ...LEISURE, amount: 20, last_used: '2020-01-01' };
    const asked = vi.fn();
    server.use(
      http.get(`${ORIGIN}/descriptions`, ({ request }) => {
        asked(new URL(request.url).searchParams.get('q'));
        return HttpResponse.json([older]);
      }),
    );
    renderAdding();
    await screen.findByLabelText('Amount');
    await userEvent.type(description(), 'cir');
    await userEvent.click(await screen.findByRole('option', { name: /Circus/ }));
    expect(category()).toHaveValue('Leisure');
    expect(asked).toHaveBeenLastCalledWith('cir');
  });

  it('is not missed where the service cannot be reached', async () => {
    server.use(http.get(`${ORIGIN}/descriptions`, () => HttpResponse.error()));
    const sent = recordingAnswers(recorded);
    renderAdding();
    await fillIn('9', 'Food');
    await userEvent.type(description(), 'Circus{Enter}');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
