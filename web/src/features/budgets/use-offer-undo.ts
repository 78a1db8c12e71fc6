import { t } from '@lingui/core/macro';
import { ApiProblem, problemText } from '@/api/problem';
import { useUndoBudgets } from '@/sync/budgets';
import { newRecordingKey } from '@/sync/record-once';
import { notifyProblem, notifyUndo } from '@/ui/notify';

function failureText(error: unknown): string {
  return error instanceof ApiProblem && error.code === 'changed_since'
    ? t`These budgets were changed again since. Nothing was undone.`
    : problemText(error);
}

/** Says what was done to budgets and offers to take exactly that back; nothing where nothing was changed. */
export function useOfferUndo(): (message: string, revision: number | null) => void {
  const { mutateAsync: undo } = useUndoBudgets();
  return (message, revision) => {
    if (revision === null) return;
    const key = newRecordingKey();
    notifyUndo({
      message,
      // The row or the page may be gone by then: a promise is told all the same.
      onUndo: () => {
        undo({ revision, key }).catch((error: unknown) => notifyProblem(failureText(error)));
      },
    });
  };
}
