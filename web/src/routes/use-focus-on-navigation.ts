import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { CONTENT_ID } from '@/ui/shell';

/**
 * Another page takes the focus to its beginning, as a page of its own would: otherwise it stays on a link that is gone, or
 * in the navigation with all of it still to pass. A filter in the address leaves the focus where the work goes on.
 */
export function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(() => {
    // Not what the router says it came from: that is nowhere until the first page is whole, and some are quicker than that.
    let shown = router.state.location.pathname;
    return router.subscribe('onResolved', ({ toLocation }) => {
      if (toLocation.pathname === shown) return;
      shown = toLocation.pathname;
      const content = document.getElementById(CONTENT_ID);
      // A field that takes the focus by itself, or an open dialog, keeps it; the palette is on its way out.
      const keeping = `#${CONTENT_ID}, [role="dialog"]:not([data-palette])`;
      const taken = document.activeElement?.closest(keeping);
      if (content && !taken) content.focus({ preventScroll: true });
    });
  }, [router]);
}
