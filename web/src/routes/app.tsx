import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { DirectionProvider, MantineProvider } from '@mantine/core';

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useLayoutEffect } from 'react';
import { useLanguage } from '@/language/language';
import { createAppRouter } from '@/routes/router';
import { onSessionEnd } from '@/session/session';
import { createQueryClient } from '@/sync/query-client';
import { LateNotices } from '@/ui/late-notices';
import { cssVariables, theme } from '@/ui/theme';
import { holdIdle } from '@/ui/when-idle';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

export function App() {
  useLayoutEffect(holdUntilFirstPage, []);
  useEffect(() => onSessionEnd(leave), []);
  useEffect(() => router.subscribe('onResolved', nameThePage), []);
  const language = useLanguage();
  useEffect(() => i18n.on('change', nameThePage), []);
  return (
    <I18nProvider i18n={i18n}>
      <DirectionProvider>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          // The provider writes all of the library's variables itself: its sheet of them would be 4 kB more to load.
          deduplicateCssVariables={false}
        >
          <QueryClientProvider client={queryClient}>
            {/* Texts are read while rendering: in another language all of them are rendered anew. */}
            <RouterProvider key={language} router={router} />
            <LateNotices />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </I18nProvider>
  );
}

/** What comes later than the first page waits for it. */
function holdUntilFirstPage(): () => void {
  let release: (() => void) | undefined = holdIdle();
  const goOn = () => {
    release?.();
    release = undefined;
  };
  const forget = router.subscribe('onRendered', goOn);
  return () => {
    forget();
    goOn();
  };
}

/** Nothing of one user is left for the next. Who did not leave on purpose comes back to the same place. */
function leave(end: 'signed_out' | 'ended'): void {
  const { href } = router.state.location;
  void router
    .navigate({ to: '/login', search: end === 'ended' ? { next: href } : {} })
    .then(() => queryClient.clear());
}

function nameThePage(): void {
  const title = router.state.matches.at(-1)?.staticData.title;
  document.title = title === undefined ? 'Outlay' : `${i18n._(title)} · Outlay`;
}
