import { t } from '@lingui/core/macro';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AccountForm } from '@/features/profile/account-form';
import { Appearance } from '@/features/profile/appearance';
import { PasswordForm } from '@/features/profile/password-form';
import { Reading } from '@/features/profile/reading';
import { SignOut } from '@/features/profile/sign-out';
import { WalletForm } from '@/features/profile/wallet-form';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import classes from './profile-page.module.css';

export function ProfilePage() {
  return (
    <div className={classes.page}>
      <PageHeader title={t`Profile`}>
        <SignOut />
      </PageHeader>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Panel title={t({ message: 'You', context: 'heading above name and email' })}>
            <AccountForm />
          </Panel>
          <Panel title={t`Password`}>
            <PasswordForm />
          </Panel>
        </div>
        <div className={classes.column}>
          <Panel title={t`Money and time`}>
            <WalletForm />
          </Panel>
          <Panel title={t`Language and dates`}>
            <Reading />
          </Panel>
          <Panel title={t`This device`}>
            <Appearance />
          </Panel>
          {/* The bar of a phone has no room for them. */}
          <Anchor component={Link} to="/categories" className={classes.categories}>
            {t`Edit categories`}
          </Anchor>
        </div>
      </div>
    </div>
  );
}
