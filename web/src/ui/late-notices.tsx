import { type ComponentType, createElement, useEffect, useState } from 'react';
import { whenIdle } from './when-idle';

async function loadStack(): Promise<ComponentType> {
  const { NoticeStack } = await import('./notice-stack');
  return NoticeStack;
}

/**
 * The notices, whose code comes after the first page: that one has nothing to tell. What is said before waits for it.
 */
export function LateNotices() {
  const [Stack, setStack] = useState<ComponentType | null>(null);
  useEffect(
    () =>
      whenIdle(() => {
        loadStack().then(
          (loaded) => setStack(() => loaded),
          // Each page still tells its own failures in its own place.
          () => undefined,
        );
      }),
    [],
  );
  return Stack && createElement(Stack);
}
