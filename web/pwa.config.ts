import type { VitePWAOptions } from 'vite-plugin-pwa';

/** The page colour of the light tokens: what a phone shows until the first paint. */
const PAGE = '#f7f6f3';

/** The app as a phone installs it: its manifest, and the service worker that keeps its shell. */
export const pwa: Partial<VitePWAOptions> = {
  strategies: 'generateSW',
  // A new version waits until it is asked for: nobody loses what is being typed.
  registerType: 'prompt',
  // src/updates registers it, after the first page is there.
  injectRegister: false,
  filename: 'sw.js',
  manifestFilename: 'manifest.webmanifest',
  manifest: {
    id: '/app/',
    name: 'Outlay',
    short_name: 'Outlay',
    description: 'Record what you spend, see where it goes, keep to a budget.',
    start_url: '/app/',
    scope: '/app/',
    display: 'standalone',
    theme_color: PAGE,
    background_color: PAGE,
    categories: ['finance'],
    icons: [
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  // The system asks for the icons when it installs the app; the shell does without them.
  includeManifestIcons: false,
  workbox: {
    globPatterns: ['**/*.{html,js,css,svg,woff2}'],
    navigateFallback: 'index.html',
    // Only pages of the app. There is no rule for anything else, so answers of the API are never kept.
    navigateFallbackAllowlist: [/^\/app\//],
    navigateFallbackDenylist: [/^\/app\/assets\//],
    cleanupOutdatedCaches: true,
    // The first visit, too, can be reloaded without a network, and hears of a new version.
    clientsClaim: true,
    skipWaiting: false,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
};
