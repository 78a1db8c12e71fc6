/**
 * Dialogs of the component library listen for Escape in the window, before anything in them hears of it, and close unless
 * the element with the focus says that it has a use of its own for the key.
 */
export const KEEPS_ESCAPE = { 'data-mantine-stop-propagation': true } as const;
