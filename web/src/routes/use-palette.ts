import { t } from '@lingui/core/macro';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ExpenseFilter } from '@/api/expenses';
import { useLateDialog } from '@/ui/late-dialog';

const ADDRESSES = {
  dashboard: '/',
  expenses: '/expenses',
  day: '/day',
  budgets: '/budgets',
  categories: '/categories',
  profile: '/profile',
} as const;

type PageName = keyof typeof ADDRESSES;

async function loadPalette() {
  const { Palette } = await import('@/features/palette/palette');
  return Palette;
}

/** Leads to a page by its name. */
export function useGo(): (page: PageName) => void {
  const navigate = useNavigate();
  return (page) => void navigate({ to: ADDRESSES[page] });
}

/** The palette, fetched at its first use. It opens from within a field too, but never over another dialog. */
export function usePalette(acts: { readonly onAdd: () => void; readonly onHelp: () => void }) {
  const navigate = useNavigate();
  const onGo = useGo();
  const onFind = ({ month, categories, text }: ExpenseFilter) => {
    const category = categories === undefined ? undefined : [...categories];
    void navigate({ to: '/expenses', search: { month, category, q: text } });
  };
  const failure = t`The search could not be loaded.`;
  const palette = useLateDialog(loadPalette, failure, { ...acts, onGo, onFind });
  const open = () => {
    if (document.querySelector('[role="dialog"]') === null) palette.open();
  };
  useHotkeys([['mod+K', open]], []);
  return palette;
}
