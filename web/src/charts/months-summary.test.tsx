import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPlain } from '@/test/render';
import { MonthsSummary } from './months-summary';
import type { MonthTotal } from './summaries';

const EURO = { currency: 'EUR', digits: 2, locale: 'en-IE' };

function month(key: string, amount: number, running = false) {
  return { key, tick: key, label: key, amount, running };
}

function sentence(months: readonly MonthTotal[]) {
  renderPlain(
    <p>
      <MonthsSummary
        months={months}
        money={EURO}
        linkTo={(linked, content) => (
          <a href={`#${linked.map(({ key }) => key).join()}`}>{content}</a>
        )}
      />
    </p>,
  );
  return screen.getByRole('paragraph');
}

describe('MonthsSummary', () => {
  it('leads from the average to the months it is made of, and from the highest to that', () => {
    const months = [month('August', 0), month('September', 200), month('October', 10_000)];
    expect(sentence([...months, month('November', 1, true)])).toHaveTextContent(
      'Average €51.00 a month. October was the highest, with €100.00.',
    );
    const average = screen.getByRole('link', { name: '€51.00' });
    expect(average).toHaveAttribute('href', '#September,October');
    expect(screen.getByRole('link', { name: '€100.00' })).toHaveAttribute('href', '#October');
  });

  it('knows the first month of a new ledger', () => {
    const first = [month('October', 0), month('November', 9, true)];
    expect(sentence(first)).toHaveTextContent(
      'November is the first of these months with expenses.',
    );
  });

  it('has a sentence for nothing', () => {
    expect(sentence([month('October', 0)])).toHaveTextContent('Nothing was spent in these months.');
  });
});
