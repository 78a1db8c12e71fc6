import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { EmptyState } from './empty-state';

type LoadErrorProps = {
  /** What could not be loaded, as in "The budgets could not be loaded". */
  readonly title: string;
  /** Why, and what to do: the sentence of the problem. */
  readonly text: string;
  readonly onRetry: () => void;
  /** Whether this is all there is on the page, so that its title is the page's. */
  readonly page?: boolean;
};

/** What stands where an answer is missing, with the way to ask again. */
export function LoadError({ title, text, onRetry, page = false }: LoadErrorProps) {
  return (
    <div role="alert">
      <EmptyState page={page} icon={IconPlugConnectedX} title={title} text={text}>
        <Button variant="default" onClick={onRetry}>
          {t`Try again`}
        </Button>
      </EmptyState>
    </div>
  );
}
