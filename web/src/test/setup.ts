import '@testing-library/jest-dom/vitest';
import { i18n } from '@lingui/core';
import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The texts in the code are English: no catalogue is needed to show them.
i18n.loadAndActivate({ locale: 'en', messages: {} });

// A busy machine takes its time to draw a page.
configure({ asyncUtilTimeout: 6000 });

// jsdom has no layout: the component library asks for these on mount.
window.matchMedia ??= (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.IntersectionObserver ??= class {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};
window.scrollTo = vi.fn();
Element.prototype.scrollIntoView = () => undefined;

afterEach(() => {
  cleanup();
  // They are kept outside of the tree that is taken down.
  notifications.clean();
  notifications.cleanQueue();
  window.localStorage.clear();
});
