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

const two = (number) => String(number).padStart(2, '0');

/** The sums of this month, and of the month before as far as this one has come. */
function dashboardPaths() {
  const today = new Date();
  const [year, month] = [today.getFullYear(), today.getMonth()];
  const before = new Date(year, month, 0);
  const monthBefore = `${before.getFullYear()}-${two(before.getMonth() + 1)}`;
  const day = two(Math.min(today.getDate(), before.getDate()));
  return [
    `/summary?month=${year}-${two(month + 1)}`,
    `/summary?from=${monthBefore}-01&to=${monthBefore}-${day}`,
  ];
}

/** What the page will show, for src/api/early-answer.ts. A failure is met where the answer is taken. */
function askAhead() {
  const authorization = bearer();
  if (authorization === null) return;
  const first = {
    dashboard: dashboardPaths,
    expenses: () => ['/categories', '/expenses?limit=200'],
  };
  const paths = (location.search === '' && first[pageAtStart()]?.()) || [];
  const ask = (path) => {
    const answer = fetch(path, { headers: { Authorization: authorization } });
    answer.catch(() => undefined);
    return [path, answer];
  };
  window.early = { authorization, answers: new Map(['/me', ...paths].map(ask)) };
}

setScheme();
const parts = document.getElementById('parts');
// The dev server makes them as they are asked for.
if (parts !== null) {
  preload(JSON.parse(parts.textContent));
  askAhead();
}
// A browser gets ready for dates with the first one that is written. On a phone that is long: once there is a first sign of
// the app, and before there is the app, it has the time.
requestAnimationFrame(() => setTimeout(() => new Intl.DateTimeFormat('en')));
