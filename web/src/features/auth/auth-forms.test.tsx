import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { readToken } from '@/api/token-store';
import { guessCurrency } from '@/features/auth/browser-guess';
import { LoginForm } from '@/features/auth/login-form';
import { RegisterForm } from '@/features/auth/register-form';
import { renderPage } from '@/test/render-page';
import { ORIGIN, refusal, server } from '@/test/server';

const TOKEN = { access_token: 'fresh', token_type: 'bearer', expires_in: 60 };

describe('logging in', () => {
  it('keeps the token and goes on', async () => {
    server.use(http.post(`${ORIGIN}/login`, () => HttpResponse.json(TOKEN)));
    const done = vi.fn();
    renderPage(<LoginForm returning={false} onDone={done} />);
    await userEvent.type(await screen.findByLabelText('User name or email'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'long enough{Enter}');
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
    expect(readToken()?.token).toBe('fresh');
  });

  it('says what was wrong and keeps what was typed', async () => {
    const wrong = { status: 401, code: 'wrong_credentials', detail: 'Name or password is wrong.' };
    server.use(http.post(`${ORIGIN}/login`, () => refusal(wrong)));
    renderPage(<LoginForm returning={false} onDone={vi.fn()} />);
    await userEvent.type(await screen.findByLabelText('User name or email'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Name or password is wrong.');
    expect(screen.getByLabelText('User name or email')).toHaveValue('anna');
  });

  it('says why it asks when a session has ended', async () => {
    renderPage(<LoginForm returning onDone={vi.fn()} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('go back to where you were');
  });
});

describe('registering', () => {
  it("sends the currency that is shown, and the browser's time zone and locale", async () => {
    let sent: unknown;
    server.use(
      http.post(`${ORIGIN}/register`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(TOKEN, { status: 201 });
      }),
    );
    const done = vi.fn();
    renderPage(<RegisterForm onDone={done} />);
    await userEvent.type(await screen.findByLabelText('User name'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'long enough');
    await userEvent.selectOptions(screen.getByLabelText('Currency'), 'CHF');
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
    expect(sent).toEqual({
      username: 'anna',
      password: 'long enough',
      currency: 'CHF',
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale: navigator.language,
    });
  });

  it('says once how long a password must be', async () => {
    renderPage(<RegisterForm onDone={vi.fn()} />);
    expect(await screen.findByText('At least 8 characters.')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Password'), 'short{Enter}');
    expect(await screen.findByText('Use at least 8 characters.')).toBeVisible();
    expect(screen.queryByText('At least 8 characters.')).not.toBeInTheDocument();
  });

  it('says at the name that it is taken', async () => {
    const taken = { status: 409, code: 'name_taken', detail: 'This user name is taken.' };
    server.use(http.post(`${ORIGIN}/register`, () => refusal(taken)));
    renderPage(<RegisterForm onDone={vi.fn()} />);
    await userEvent.type(await screen.findByLabelText('User name'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'long enough{Enter}');
    await vi.waitFor(() =>
      expect(screen.getByLabelText('User name')).toHaveAccessibleDescription(/is taken/),
    );
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('asks for a usable name and password before it sends anything', async () => {
    renderPage(<RegisterForm onDone={vi.fn()} />);
    await userEvent.type(await screen.findByLabelText('User name'), 'a b');
    await userEvent.type(screen.getByLabelText('Password'), 'short{Enter}');
    expect(screen.getByLabelText('User name')).toHaveAccessibleDescription(/3 to 64/);
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/at least 8/);
  });

  it.each([
    ['de-DE', 'EUR'],
    ['en-US', 'USD'],
    ['en-IN', 'INR'],
    ['ja', 'JPY'],
    ['de-CH', 'CHF'],
    ['nonsense locale', 'EUR'],
  ])('guesses for %s the currency %s', (locale, currency) => {
    expect(guessCurrency(locale)).toBe(currency);
  });
});
