import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import type { Category } from '@/api/categories';
import { ResponsiveDialog } from '@/ui/responsive-dialog';
import { CategoryForm } from './category-form';

type CategoryDialogProps = {
  /** The category to change, `new` for one to add, null while the dialog is closed. */
  readonly editing: Category | 'new' | null;
  readonly onClose: () => void;
  /** Called instead once the category has been archived or brought back. */
  readonly onShelved: () => void;
};

export function CategoryDialog({ editing, onClose, onShelved }: CategoryDialogProps) {
  // Kept while the dialog closes, so that it does not change its content on the way out.
  const [shown, setShown] = useState(editing);
  useEffect(() => {
    if (editing !== null) setShown(editing);
  }, [editing]);
  const category = shown === 'new' ? null : shown;
  return (
    <ResponsiveDialog
      opened={editing !== null}
      title={category ? t`Edit category` : t`Add category`}
      onClose={onClose}
    >
      <CategoryForm
        key={category?.id ?? 'new'}
        category={category}
        onDone={onClose}
        onShelved={onShelved}
      />
    </ResponsiveDialog>
  );
}
