import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { problemText } from '@/api/problem';
import { useRemoveSampleData } from '@/sync/sample-data';
import { notifyDone, notifyProblem } from '@/ui/notify';
import { CONTENT_ID } from '@/ui/shell';
import classes from './sample-banner.module.css';

/** Says on every page that what is seen is made up, with the way out of it. */
export function SampleBanner() {
  const removal = useRemoveSampleData();
  const remove = () =>
    // Not the callbacks of `mutate`: the banner is gone before they would be called.
    removal.mutateAsync().then(
      () => {
        notifyDone(t`The sample data is gone. What you recorded yourself is still here.`);
        document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
      },
      (error) => {
        const reason = problemText(error);
        notifyProblem(t`The sample data could not be removed. ${reason}`);
      },
    );
  return (
    <section className={classes.banner} aria-label={t`Sample data`}>
      <p className={classes.text}>
        <Trans>
          <strong>Sample data.</strong> Look around and try things out. What you record yourself
          stays when you remove it.
        </Trans>
      </p>
      <Button
        className={classes.button}
        variant="default"
        loading={removal.isPending}
        onClick={() => void remove()}
      >
        {t`Remove sample data`}
      </Button>
    </section>
  );
}
