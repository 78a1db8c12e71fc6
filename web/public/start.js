// What cannot wait for the app's own code. A file of its own, since the content security policy allows no inline script.

const SESSION = 'outlay.session';

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    // Storage may be switched off.
    return null;
  }
}

/** The colour scheme, before the first paint. */
function setScheme() {
  const choice = kept('mantine-color-scheme-value') ?? 'auto';
  const asks = matchMedia('(prefers-color-scheme: dark)').matches;
  const dark = choice === 'dark' || (choice !== 'light' && asks);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}

function pageAtStart() {
  const page = location.pathname.split('/')[2] || 'dashboard';
  return kept(SESSION) === null && page !== 'register' ? 'login' : page;
}

/** The texts and the code of the page, while the app's own code is still on its way. A wrong guess costs a request. */
function preload(parts) {
  const asked = [kept('outlay.language'), ...navigator.languages.map((tag) => tag.split('-')[0])];
  const language = asked.find((one) => Object.hasOwn(parts, one)) ?? 'en';
  const links = document.createDocumentFragment();
  for (const file of new Set([...parts[language], ...(parts[pageAtStart()] ?? [])])) {
    const link = document.createElement('link');
    const isScript = file.endsWith('.js');
    link.rel = isScript ? 'modulepreload' : 'preload';
    if (!isScript) link.as = 'style';
    link.crossOrigin = '';
    link.href = file;
    links.append(link);
  }
  document.head.append(links);
}

function bearer() {
  try {
    return `Bearer ${JSON.parse(kept(SESSION)).token}`;
  } catch {
    // Nobody is signed in, or nobody can tell who.
    return null;
  }
}

/** What the page will show, for src/api/early-answer.ts. A failure is met where the answer is taken. */
function askAhead() {
  const authorization = bearer();
  if (authorization === null) return;
  const today = new Date();
  const month = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}`;
  const first = { dashboard: `/summary?month=${month}`, expenses: '/expenses?limit=200' };
  const paths = ['/me', location.search === '' && first[pageAtStart()]].filter(Boolean);
  const ask = (path) => {
    const answer = fetch(path, { headers: { Authorization: authorization } });
    answer.catch(() => undefined);
    return [path, answer];
  };
  window.early = { authorization, answers: new Map(paths.map(ask)) };
}

setScheme();
const parts = document.getElementById('parts');
// The dev server makes them as they are asked for.
if (parts !== null) {
  preload(JSON.parse(parts.textContent));
  askAhead();
}
