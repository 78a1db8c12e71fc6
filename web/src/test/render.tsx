import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';

/** Renders one element inside the component library, without its transitions. */
export function renderPlain(element: ReactElement) {
  return render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">{element}</MantineProvider>
    </I18nProvider>,
  );
}
