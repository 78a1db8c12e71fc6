import { Component, type ReactNode } from 'react';

type PictureBoundaryProps = { readonly children: ReactNode };

/**
 * Leaves a picture out that cannot be loaded or drawn, after an update of the server for instance. The sentence and the
 * table beside it say the same, so the page goes on without it.
 */
export class PictureBoundary extends Component<PictureBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
