import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { problemText } from '@/api/problem';
import { useAddSampleData } from '@/sync/sample-data';
import { FormAlert } from '@/ui/form-alert';
import classes from './sample-offer.module.css';

/** The way to see the app at work before anything of one's own is in it. */
export function SampleOffer() {
  const fill = useAddSampleData();
  return (
    <div className={classes.offer}>
      <p className={classes.text}>
        <Trans>
          See Outlay with the expenses and budgets of a made-up household. One click takes them away
          again; what you record yourself meanwhile stays.
        </Trans>
      </p>
      {fill.isError && <FormAlert>{problemText(fill.error)}</FormAlert>}
      <Button
        variant="default"
        leftSection={<IconSparkles size={17} stroke={1.75} aria-hidden="true" />}
        loading={fill.isPending}
        onClick={() => fill.mutate()}
      >
        {t`Try with sample data`}
      </Button>
    </div>
  );
}
