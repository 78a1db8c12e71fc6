import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderPage } from '@/test/render-page';
import { CurrencySelect } from '@/ui/currency-select';

it('names a currency after its code, and says a code alone where it has no name', async () => {
  renderPage(<CurrencySelect label="Currency" codes={['EUR', 'XQQ']} />);
  const options = Array.from((await screen.findByLabelText('Currency')).children);
  expect(options.map(({ textContent }) => textContent)).toEqual(['EUR, Euro', 'XQQ']);
});
