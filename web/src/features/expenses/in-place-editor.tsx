import { t } from '@lingui/core/macro';
import type { RowItem } from '@/features/expenses/list-items';
import type { InPlace } from '@/features/expenses/use-in-place';
import { latePart } from '@/ui/late-part';

export const RowEditor = latePart(
  async () => (await import('@/features/expenses/row-editor')).RowEditor,
  () => t`The fields to edit an expense could not be loaded.`,
);

interface InPlaceEditorProps {
  readonly item: RowItem;
  readonly inPlace: InPlace;
  readonly onFocusRow: (key: string) => void;
}

/** The fields of a row that is being edited. Until their code is there, the row stays as it is. */
export function InPlaceEditor({ item, inPlace, onFocusRow }: InPlaceEditorProps) {
  const { key, expense } = item;
  return (
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
  );
}
