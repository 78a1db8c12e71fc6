import { type ComponentType, createElement, lazy, Suspense, useState } from 'react';
import { notifyRetry } from './notify';

/**
 * A part of a page whose code is fetched apart, by `preload` or when it is first drawn. Once it is there it is drawn at
 * once: React's `lazy` waits a moment even then, and what has waited is held back for 300 ms. When it cannot be fetched,
 * nothing stands in its place, which `failure` says, with another try.
 */
export function latePart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  failure: () => string,
) {
  let loaded: ComponentType<Props> | null = null;
  const preload = async () => {
    loaded ??= await load();
    return loaded;
  };
  const Awaited = lazy(async () => {
    try {
      return { default: await preload() };
    } catch {
      notifyRetry({ message: failure(), onRetry: () => window.location.reload() });
      return { default: () => null };
    }
  });
  function LatePart(props: Props) {
    // Kept while it stands: in the other form it would begin anew.
    const [part] = useState(() => loaded ?? (Awaited as ComponentType<Props>));
    return <Suspense>{createElement(part, props)}</Suspense>;
  }
  return Object.assign(LatePart, { preload });
}
