import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { speak } from '@/language/language';
import { AppFrame, AppFrameFailed, AppFramePending } from '@/routes/app-frame';
import { fetchAhead } from '@/routes/fetch-ahead';
import { pageCode } from '@/routes/page-code';
import { NotFound, PageFailed, PageNotFound, PagePending } from '@/routes/route-states';
import {
  daySearch,
  expensesSearch,
  monthSearch,
  type NextSearch,
  nextSearch,
  parseSearch,
  stringifySearch,
} from '@/routes/search-params';
import { isSignedIn } from '@/session/session';
import { languageOf, meQuery } from '@/sync/me';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  staticData: { title: msg`Log in` },
  validateSearch: nextSearch,
  beforeLoad: goOnIfSignedIn,
  component: lazyRouteComponent(
    pageCode(() => import('@/routes/login-route')),
    'LoginRoute',
  ),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  staticData: { title: msg`Create account` },
  validateSearch: nextSearch,
  beforeLoad: goOnIfSignedIn,
  component: lazyRouteComponent(
    pageCode(() => import('@/routes/register-route')),
    'RegisterRoute',
  ),
});

/** Everything that needs a session. No page of it is shown before it is known whose it is. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: ({ location, matches }) => {
    if (isSignedIn()) return;
    // Nobody needs to log in to learn that an address leads nowhere.
    if (matches.some(({ routeId }) => routeId === nowhere.id)) throw notFound();
    const next = location.href === '/' ? {} : { next: location.href };
    throw redirect({ to: '/login', search: next });
  },
  loader: async ({ context }) => {
    const me = await context.queryClient.ensureQueryData(meQuery());
    await speak(languageOf(me));
  },
  component: AppFrame,
  pendingComponent: AppFramePending,
  errorComponent: AppFrameFailed,
});

const dashboardPage = pageCode(() => import('@/routes/dashboard-route'));

const dashboard = createRoute({
  getParentRoute: () => frame,
  path: '/',
  staticData: { title: msg`Dashboard` },
  validateSearch: monthSearch,
  loaderDeps: ({ search }) => search,
  loader: fetchAhead(dashboardPage),
  component: lazyRouteComponent(dashboardPage, 'DashboardRoute'),
});

const expensesPage = pageCode(() => import('@/routes/expenses-route'));

const expenses = createRoute({
  getParentRoute: () => frame,
  path: '/expenses',
  staticData: { title: msg`Expenses` },
  validateSearch: expensesSearch,
  loaderDeps: ({ search }) => search,
  loader: fetchAhead(expensesPage),
  component: lazyRouteComponent(expensesPage, 'ExpensesRoute'),
});

const dayPage = pageCode(() => import('@/routes/day-route'));

const day = createRoute({
  getParentRoute: () => frame,
  path: '/day',
  staticData: { title: msg`Day sheet` },
  validateSearch: daySearch,
  loaderDeps: ({ search }) => search,
  loader: fetchAhead(dayPage),
  component: lazyRouteComponent(dayPage, 'DayRoute'),
});

const budgetsPage = pageCode(() => import('@/routes/budgets-route'));

const budgets = createRoute({
  getParentRoute: () => frame,
  path: '/budgets',
  staticData: { title: msg`Budgets` },
  validateSearch: monthSearch,
  loaderDeps: ({ search }) => search,
  loader: fetchAhead(budgetsPage),
  component: lazyRouteComponent(budgetsPage, 'BudgetsRoute'),
});

const categoriesPage = pageCode(() => import('@/routes/categories-route'));

const categories = createRoute({
  getParentRoute: () => frame,
  path: '/categories',
  staticData: { title: msg`Categories` },
  loaderDeps: ({ search }) => search,
  loader: fetchAhead(categoriesPage),
  component: lazyRouteComponent(categoriesPage, 'CategoriesRoute'),
});

const profile = createRoute({
  getParentRoute: () => frame,
  path: '/profile',
  staticData: { title: msg`Profile` },
  component: lazyRouteComponent(
    pageCode(() => import('@/routes/profile-route')),
    'ProfileRoute',
  ),
});

/** Every other address. */
const nowhere = createRoute({
  getParentRoute: () => frame,
  path: '$',
  staticData: { title: msg`Not found` },
  component: PageNotFound,
});

function goOnIfSignedIn({ search }: { search: NextSearch }): void {
  if (isSignedIn()) throw redirect({ href: search.next ?? '/' });
}

const routeTree = root.addChildren([
  login,
  register,
  frame.addChildren([dashboard, expenses, day, budgets, categories, profile, nowhere]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/app',
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    // The query cache decides how old an answer may be.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }

  interface StaticDataRouteOption {
    /** What the browser calls the page, in its tabs and its history. */
    readonly title?: MessageDescriptor;
  }
}
