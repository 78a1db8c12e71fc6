import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SampleBanner } from '@/features/welcome/sample-banner';
import { WelcomePage } from '@/features/welcome/welcome-page';
import { renderPage } from '@/test/render-page';
import { aWireMe, ORIGIN, refusal, server, someoneIsSignedIn } from '@/test/server';

const page = <WelcomePage firstExpense={<input aria-label="Amount" />} />;

beforeEach(someoneIsSignedIn);

describe('the welcome', () => {
  it('has the cursor in the first field', async () => {
    renderPage(page);
    expect(await screen.findByLabelText('Amount')).toHaveFocus();
  });

  it('leaves the cursor where somebody has put it meanwhile', async () => {
    renderPage(
      <>
        <input aria-label="Elsewhere" ref={(field) => field?.focus()} />
        {page}
      </>,
    );
    await screen.findByLabelText('Amount');
    expect(screen.getByLabelText('Elsewhere')).toHaveFocus();
  });

  it('changes the currency at once, and says at the field when it cannot', async () => {
    const sent: unknown[] = [];
    server.use(
      http.patch(`${ORIGIN}/me`, async ({ request }) => {
        sent.push(await request.json());
        const { wallet } = aWireMe();
        return HttpResponse.json(aWireMe({ wallet: { ...wallet, currency: 'CHF' } }));
      }),
    );
    renderPage(page);
    const currency = await screen.findByLabelText('Currency');
    await userEvent.selectOptions(currency, 'CHF');
    await vi.waitFor(() => expect(sent).toEqual([{ currency: 'CHF' }]));
    expect(currency).toHaveValue('CHF');

    const fixed = { status: 409, code: 'currency_fixed', detail: 'Expenses are recorded in CHF.' };
    server.use(http.patch(`${ORIGIN}/me`, () => refusal(fixed)));
    await userEvent.selectOptions(currency, 'EUR');
    await vi.waitFor(() => expect(currency).toHaveAccessibleDescription(/recorded in CHF/));
    expect(currency).toHaveValue('CHF');
    expect(screen.getByLabelText(/^Amounts and dates/)).not.toHaveAccessibleDescription(/CHF/);
  });
});

describe('sample data', () => {
  it('that another tab has brought already is no problem', async () => {
    const present = { status: 409, code: 'sample_data_present' };
    server.use(http.post(`${ORIGIN}/sample-data`, () => refusal(present)));
    renderPage(page);
    const fill = await screen.findByRole('button', { name: 'Try with sample data' });
    await userEvent.click(fill);
    await vi.waitFor(() => expect(fill).toBeEnabled());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('that cannot be removed stays, and the reason is told', async () => {
    const busy = { status: 503, code: 'busy', detail: 'The server is busy.' };
    server.use(http.delete(`${ORIGIN}/sample-data`, () => refusal(busy)));
    renderPage(<SampleBanner />);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove sample data' }));
    expect(await screen.findByText(/could not be removed\. The server is busy/)).toBeVisible();
  });
});
