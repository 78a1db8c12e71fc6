import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is as narrow as a phone. The style sheets say the same where only the look depends on it. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
}
