import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterContextProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Suspense } from 'react';
import { createQueryClient } from '@/sync/query-client';

/** Renders a page as the app does, with links and server state, but without the routes and the frame around it. */
export function renderPage(page: ReactElement) {
  const root = createRootRoute({ component: Outlet });
  const anywhere = createRoute({ getParentRoute: () => root, path: '$' });
  const router = createRouter({
    routeTree: root.addChildren([anywhere]),
    history: createMemoryHistory(),
  });
  const queryClient = createQueryClient();
  return render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={queryClient}>
          <RouterContextProvider router={router}>
            <Suspense>{page}</Suspense>
          </RouterContextProvider>
          <Notifications />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  );
}
