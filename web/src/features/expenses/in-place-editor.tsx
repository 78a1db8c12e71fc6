import { t } from '@lingui/core/macro';
import { type ComponentType, lazy, Suspense } from 'react';
import type { RowItem } from '@/features/expenses/list-items';
import type { RowEditorProps } from '@/features/expenses/row-editor';
import type { InPlace } from '@/features/expenses/use-in-place';
import { notifyRetry } from '@/ui/notify';

export async function loadRowEditor() {
  const { RowEditor: loaded } = await import('@/features/expenses/row-editor');
  return { default: loaded };
}

const RowEditor = lazy(async (): Promise<{ default: ComponentType<RowEditorProps> }> => {
  try {
    return await loadRowEditor();
  } catch {
    const message = t`The fields to edit an expense could not be loaded.`;
    notifyRetry({ message, onRetry: () => window.location.reload() });
    return { default: () => null };
  }
});

interface InPlaceEditorProps {
  readonly item: RowItem;
  readonly inPlace: InPlace;
  readonly onFocusRow: (key: string) => void;
}

/** The fields of a row that is being edited. Until their code is there, the row stays as it is. */
export function InPlaceEditor({ item, inPlace, onFocusRow }: InPlaceEditorProps) {
  const { key, expense } = item;
  return (
    <Suspense>
      <RowEditor
        expense={expense}
        cell={inPlace.cells.get(key) ?? 'description'}
        begun={inPlace.typed.get(key) ?? null}
        onTyped={(edit) => inPlace.keep(key, edit)}
        onDone={(focused) => {
          inPlace.close(key);
          if (focused) onFocusRow(key);
        }}
      />
    </Suspense>
  );
}
