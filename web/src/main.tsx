import '@/ui/styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageAtStart, speak } from '@/language/language';
import { App } from '@/routes/app';
import { whenIdle } from '@/ui/when-idle';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// In the order of loading: nothing can be shown before there are words for it.
speak(languageAtStart()).then(
  () => show(root),
  () => {
    // eslint-disable-next-line lingui/no-unlocalized-strings -- no catalogue came to translate it with
    root.textContent = 'Outlay could not be loaded. Check your connection, then reload the page.';
  },
);

function show(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  // The dev server has no built shell to keep.
  if (import.meta.env.PROD) whenIdle(() => void keepCurrent());
}

async function keepCurrent(): Promise<void> {
  try {
    const { keepAppCurrent } = await import('@/routes/app-updates');
    await keepAppCurrent();
  } catch {
    // Private windows and strict settings refuse it. Everything works without, except the start without a network.
  }
}
