import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readToken, storeToken } from '@/api/token-store';
import { AccountForm } from '@/features/profile/account-form';
import { PasswordForm } from '@/features/profile/password-form';
import { Reading } from '@/features/profile/reading';
import { WalletForm } from '@/features/profile/wallet-form';
import { renderPage } from '@/test/render-page';
import { aWireExpense, aWireMe, ORIGIN, refusal, server, someoneIsSignedIn } from '@/test/server';

function changesAreAccepted(): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.patch(`${ORIGIN}/me`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aWireMe({ email: 'anna@example.org' }));
    }),
  );
  return sent;
}

beforeEach(someoneIsSignedIn);

describe('the profile', () => {
  it('asks for the password only when the email changes, and sends only what changed', async () => {
    const sent = changesAreAccepted();
    renderPage(<AccountForm />);
    const save = await screen.findByRole('button', { name: 'Save profile' });
    expect(screen.queryByLabelText('Current password')).not.toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Email'), 'anna@example.org');
    await userEvent.click(save);
    const password = screen.getByLabelText('Current password');
    expect(password).toHaveAccessibleDescription(/Enter your password/);
    await userEvent.type(password, 'long enough');
    await userEvent.click(save);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent).toEqual([{ email: 'anna@example.org', current_password: 'long enough' }]);
  });

  it('makes the button stand out only while there is something to save', async () => {
    changesAreAccepted();
    renderPage(<AccountForm />);
    const save = await screen.findByRole('button', { name: 'Save profile' });
    expect(save).toHaveAttribute('data-variant', 'default');
    await userEvent.type(screen.getByLabelText('Email'), 'anna@example.org');
    expect(save).toHaveAttribute('data-variant', 'filled');
    await userEvent.type(screen.getByLabelText('Current password'), 'long enough{Enter}');
    await vi.waitFor(() => expect(save).toHaveAttribute('data-variant', 'default'));
  });

  it('says at the password that it is wrong', async () => {
    const wrong = { status: 403, code: 'wrong_password' };
    server.use(http.patch(`${ORIGIN}/me`, () => refusal(wrong)));
    renderPage(<AccountForm />);
    await userEvent.type(await screen.findByLabelText('Email'), 'anna@example.org');
    await userEvent.type(screen.getByLabelText('Current password'), 'wrong{Enter}');
    await vi.waitFor(() =>
      expect(screen.getByLabelText('Current password')).toHaveAccessibleDescription(/not your/),
    );
  });
});

describe('money and time', () => {
  it('only tells the currency, and why it stays, once something is recorded in it', async () => {
    server.use(http.get(`${ORIGIN}/expenses`, () => HttpResponse.json([aWireExpense()])));
    renderPage(<WalletForm />);
    const currency = await screen.findByRole('textbox', { name: 'Currency' });
    expect(currency).toHaveValue('EUR, Euro');
    expect(currency).toHaveAttribute('readonly');
    expect(currency).toHaveAccessibleDescription(/^It stays, since/);
  });

  it('shows at the currency why it cannot change any more', async () => {
    const fixed = { status: 409, code: 'currency_fixed', detail: 'Expenses are recorded in EUR.' };
    server.use(http.patch(`${ORIGIN}/me`, () => refusal(fixed)));
    renderPage(<WalletForm />);
    await userEvent.selectOptions(await screen.findByLabelText('Currency'), 'CHF');
    await userEvent.click(screen.getByRole('button', { name: 'Save money and time' }));
    await vi.waitFor(() =>
      expect(screen.getByLabelText('Currency')).toHaveAccessibleDescription(
        /Expenses are recorded in EUR/,
      ),
    );
  });

  it('does not name the currency when only the time zone changes', async () => {
    const sent = changesAreAccepted();
    renderPage(<WalletForm />);
    await userEvent.selectOptions(await screen.findByLabelText('Time zone'), 'Asia/Tokyo');
    await userEvent.click(screen.getByRole('button', { name: 'Save money and time' }));
    await vi.waitFor(() => expect(sent).toEqual([{ time_zone: 'Asia/Tokyo' }]));
  });
});

describe('language and dates', () => {
  it('sends the order of dates at once', async () => {
    const sent = changesAreAccepted();
    renderPage(<Reading />);
    const dates = await screen.findByLabelText('Dates are written as');
    await userEvent.selectOptions(dates, 'ymd');
    await vi.waitFor(() => expect(sent).toEqual([{ date_format: 'ymd' }]));
  });

  it('sends the day on which weeks begin at once, and names the usual one', async () => {
    const sent = changesAreAccepted();
    renderPage(<Reading />);
    const weeks = await screen.findByLabelText('Weeks begin on');
    expect(weeks).toHaveDisplayValue('Same as the amounts (Monday)');
    await userEvent.selectOptions(weeks, 'Sunday');
    await vi.waitFor(() => expect(sent).toEqual([{ first_day_of_week: 'sunday' }]));
  });

  it('leaves the day on which weeks begin to the amounts again', async () => {
    const chosen = aWireMe({ locale: 'en-US', first_day_of_week: 'saturday' });
    server.use(http.get(`${ORIGIN}/me`, () => HttpResponse.json(chosen)));
    const sent = changesAreAccepted();
    renderPage(<Reading />);
    const weeks = await screen.findByLabelText('Weeks begin on');
    expect(weeks).toHaveDisplayValue('Saturday');
    await userEvent.selectOptions(weeks, 'Same as the amounts (Sunday)');
    await vi.waitFor(() => expect(sent).toEqual([{ first_day_of_week: null }]));
  });
});

describe('a new password', () => {
  it('brings a new token, for all older ones end', async () => {
    storeToken('older', 60);
    const token = { access_token: 'newer', token_type: 'bearer', expires_in: 60 };
    server.use(http.post(`${ORIGIN}/me/password`, () => HttpResponse.json(token)));
    renderPage(<PasswordForm />);
    await userEvent.type(await screen.findByLabelText('Your password now'), 'long enough');
    await userEvent.type(screen.getByLabelText('New password'), 'longer still{Enter}');
    expect(await screen.findByText(/Password changed/)).toBeInTheDocument();
    expect(readToken()?.token).toBe('newer');
    expect(screen.getByLabelText('New password')).toHaveValue('');
  });
});
