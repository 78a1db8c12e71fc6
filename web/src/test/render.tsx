import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';

/** Renders one element inside the component library, without its transitions. */
export function renderPlain(element: ReactElement) {
  return render(<MantineProvider env="test">{element}</MantineProvider>);
}
