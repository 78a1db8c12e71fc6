import { t } from '@lingui/core/macro';
import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import classes from './find.module.css';

const FindContext = createContext<(() => void) | null>(null);

/** Given once, around all pages: what opens the field from which everything can be found. */
export const FindProvider = FindContext.Provider;

/** Opens that field; null where nothing can be found, as without a session. */
export function useFind(): (() => void) | null {
  return useContext(FindContext);
}

/** The way there on a phone, which has neither the sidebar nor its key. */
export function PhoneFindButton() {
  const find = useFind();
  if (find === null) return null;
  return (
    <ActionIcon className={classes.phone} aria-label={t`Find`} onClick={find}>
      <IconSearch size={19} stroke={1.75} aria-hidden="true" />
    </ActionIcon>
  );
}
