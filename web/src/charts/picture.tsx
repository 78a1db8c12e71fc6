import { Component, createContext, type ReactNode, Suspense, use } from 'react';

/** Whether the chart around a picture has come near the window. */
export const NearWindow = createContext(false);

interface PictureProps {
  readonly children: ReactNode;
  /** What keeps its place until it is drawn. */
  readonly blank?: ReactNode;
}

/** The drawn part of a chart. Its library is large and slow to start, so nobody waits for a picture that is not in sight. */
export function Picture({ children, blank = null }: PictureProps) {
  if (!use(NearWindow)) return blank;
  return (
    <Boundary>
      <Suspense fallback={blank}>{children}</Suspense>
    </Boundary>
  );
}

/**
 * Leaves a picture out that cannot be loaded or drawn, after an update of the server for instance. The sentence and the
 * table beside it say the same, so the page goes on without it.
 */
class Boundary extends Component<Pick<PictureProps, 'children'>, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
