import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import {
  type Icon,
  IconLayoutDashboard,
  IconPlus,
  IconReceipt,
  IconSearch,
  IconTable,
  IconTags,
  IconTargetArrow,
  IconUserCircle,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { createElement, type ReactNode } from 'react';
import { useAddExpense } from '@/ui/add-expense';
import { useFind } from '@/ui/find';
import { Logo } from '@/ui/logo';
import { usePhone } from '@/ui/use-phone';
import classes from './shell.module.css';

interface Place {
  readonly to: '/' | '/expenses' | '/day' | '/budgets' | '/categories' | '/profile';
  readonly label: MessageDescriptor;
  readonly icon: Icon;
}

const DASHBOARD: Place = { to: '/', label: msg`Dashboard`, icon: IconLayoutDashboard };
const EXPENSES: Place = { to: '/expenses', label: msg`Expenses`, icon: IconReceipt };
const DAY: Place = { to: '/day', label: msg`Day sheet`, icon: IconTable };
const BUDGETS: Place = { to: '/budgets', label: msg`Budgets`, icon: IconTargetArrow };
const CATEGORIES: Place = { to: '/categories', label: msg`Categories`, icon: IconTags };
const PROFILE: Place = { to: '/profile', label: msg`Profile`, icon: IconUserCircle };

/** Where the page begins: the way past the navigation leads here, and so does each change of the page. */
export const CONTENT_ID = 'content';

interface ShellProps {
  /** Who is signed in, shown where the profile is; without it nothing can be added either. */
  readonly userName?: string;
  readonly children: ReactNode;
}

/** The frame of every page: a sidebar beside it on a wide window, a bar below it on a phone. */
export function Shell({ userName, children }: ShellProps) {
  // One of the two: what is hidden would be drawn all the same, and kept a phone from drawing the page.
  const phone = usePhone();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href={`#${CONTENT_ID}`}>
        {t`Skip to the page`}
      </a>
      {!phone && <Sidebar userName={userName} />}
      <main id={CONTENT_ID} className={classes.content} tabIndex={-1}>
        {children}
      </main>
      {phone && <BottomBar ready={userName !== undefined} />}
    </div>
  );
}

function Sidebar({ userName }: { readonly userName: string | undefined }) {
  return (
    <nav className={classes.side} aria-label={t`Main`}>
      <Link to="/" className={classes.brand} aria-label={t`Outlay, to the dashboard`}>
        <Logo />
        <span aria-hidden="true">Outlay</span>
      </Link>
      <FindButton />
      {[DASHBOARD, EXPENSES, DAY, BUDGETS, CATEGORIES].map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
      <div className={classes.bottom}>
        <PlaceLink place={PROFILE} />
        {userName !== undefined && (
          <p className={classes.user} title={userName}>
            {userName}
          </p>
        )}
      </div>
    </nav>
  );
}

function FindButton() {
  const find = useFind();
  // What stands below it must not move when it comes.
  if (find === null) return <span className={classes.find} aria-hidden="true" />;
  return (
    <button
      type="button"
      className={classes.find}
      aria-label={t`Find`}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={find}
    >
      <IconSearch size={18} stroke={1.75} aria-hidden="true" />
      <span>{t`Find`}</span>
      <kbd className={classes.findKey}>{t`Ctrl K`}</kbd>
    </button>
  );
}

function BottomBar({ ready }: { ready: boolean }) {
  const addExpense = useAddExpense();
  return (
    <nav className={classes.bar} aria-label={t`Main, bottom`}>
      <PlaceLink place={DASHBOARD} short />
      <PlaceLink place={EXPENSES} short />
      <button
        type="button"
        className={classes.plus}
        aria-label={t`Add expense`}
        disabled={!ready}
        onClick={addExpense}
      >
        <IconPlus size={24} stroke={2} aria-hidden="true" />
      </button>
      <PlaceLink place={BUDGETS} short />
      <PlaceLink place={PROFILE} short />
    </nav>
  );
}

function PlaceLink({ place, short = false }: { place: Place; short?: boolean }) {
  return (
    <Link
      to={place.to}
      className={short ? classes.tab : classes.place}
      activeOptions={{ exact: place.to === '/', includeSearch: false }}
    >
      {createElement(place.icon, { size: short ? 22 : 18, stroke: 1.75, 'aria-hidden': true })}
      <span>{i18n._(place.label)}</span>
    </Link>
  );
}
