import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { refreshAll } from '@/sync/refresh';
import type { PullToRefreshProps } from '@/ui/pull-to-refresh';
import { whenIdle } from '@/ui/when-idle';

async function loadPull() {
  const { PullToRefresh } = await import('@/ui/pull-to-refresh');
  return PullToRefresh;
}

/**
 * The way to fresh figures by pulling the page down, which an installed app does not have from the browser. Its code comes
 * once the page is at rest, and only where there are fingers to pull with.
 */
export function Refreshing() {
  const client = useQueryClient();
  const touch = useMediaQuery('(any-pointer: coarse)', undefined, {
    getInitialValueInEffect: false,
  });
  const [Pull, setPull] = useState<ComponentType<PullToRefreshProps> | null>(null);
  useEffect(() => {
    if (!touch) return;
    return whenIdle(() => {
      loadPull().then(
        (loaded) => setPull(() => loaded),
        // Without it the page can still be reloaded.
        () => undefined,
      );
    });
  }, [touch]);
  const refresh = useCallback(() => refreshAll(client), [client]);
  return Pull && <Pull onRefresh={refresh} />;
}
