import { type Ref, type RefObject, useImperativeHandle } from 'react';

interface ElsewhereProps<Found extends HTMLElement> {
  readonly element: RefObject<Found | null>;
  readonly ref?: Ref<Found | null>;
}

/** Stands for an element in another part of the page, for a popover to open below it. */
export function Elsewhere<Found extends HTMLElement>({ element, ref }: ElsewhereProps<Found>) {
  useImperativeHandle<Found | null, Found | null>(ref, () => element.current);
  return null;
}
