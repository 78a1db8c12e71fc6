import { isTextField, somethingIsOpen } from './keys';

/** How far the mark has to come down for a release to count, in pixels. */
export const FAR_ENOUGH = 64;

/** The mark comes no further, however long the pull. */
const FURTHEST = 110;
/** The larger, the harder the pull. */
const RESISTANCE = 140;
/** A finger never lies quite still. */
const SLACK_PX = 4;
/** From then on it rests: what is below it is being chosen or marked, not pulled. */
const RESTING_MS = 400;

interface PullListener {
  /** How far the mark is to be down, in pixels, each time the finger moves. */
  readonly onPull: (distance: number) => void;
  /** The finger is gone: whether it had pulled far enough. */
  readonly onRelease: (farEnough: boolean) => void;
}

/** What lies under a pull of so many pixels: it gives way less and less. */
export function distanceOf(pulled: number): number {
  return FURTHEST * (1 - Math.exp(-Math.max(pulled, 0) / RESISTANCE));
}

/** Whether something that scrolls by itself lies under the finger. */
function inScroller(element: Element): boolean {
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(one).overflowY);
    if (scrolls && one.scrollHeight > one.clientHeight) return true;
  }
  return false;
}

function mayBegin({ touches, target }: TouchEvent): boolean {
  if (touches.length !== 1 || window.scrollY > 0 || somethingIsOpen()) return false;
  // In a field with the focus a finger moves the caret.
  if (isTextField(target) && target === document.activeElement) return false;
  return target instanceof Element && !inScroller(target);
}

/**
 * Follows a finger that pulls the page down from its top, and leaves every other touch to the browser.
 * @returns what stops it
 */
export function followPulls({ onPull, onRelease }: PullListener): () => void {
  let start: { readonly x: number; readonly y: number; readonly at: number } | null = null;
  let distance: number | null = null;

  const begin = (event: TouchEvent) => {
    if (distance !== null) return give();
    const [touch] = event.touches;
    const fresh = touch && mayBegin(event);
    start = fresh ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : null;
  };
  const move = (event: TouchEvent) => {
    const [touch] = event.touches;
    if (start === null || touch === undefined) return;
    const [across, down] = [touch.clientX - start.x, touch.clientY - start.y];
    if (distance === null) {
      if (Math.hypot(across, down) < SLACK_PX) return;
      const rested = event.timeStamp - start.at > RESTING_MS;
      const marking = window.getSelection()?.isCollapsed === false;
      if (rested || marking || down <= Math.abs(across) || !event.cancelable) return give();
    }
    // The page itself stays where it is, and nothing in it takes the finger for a tap.
    event.preventDefault();
    distance = distanceOf(down);
    onPull(distance);
  };
  const give = () => {
    if (distance !== null) onRelease(false);
    start = null;
    distance = null;
  };
  const end = () => {
    if (distance !== null) onRelease(distance >= FAR_ENOUGH);
    start = null;
    distance = null;
  };
  return listen({ begin, move, end, give });
}

type Hear<Name extends string> = Readonly<Record<Name, (event: TouchEvent) => void>>;

/** The listener that can hold the page back also delays each scroll: it is there at the top of the page only. */
function listen({ begin, move, end, give }: Hear<'begin' | 'move' | 'end' | 'give'>): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let atTop = false;
  const look = () => {
    if (atTop === window.scrollY <= 0) return;
    atTop = !atTop;
    if (atTop) document.addEventListener('touchmove', move, { passive: false });
    else document.removeEventListener('touchmove', move);
  };
  look();
  document.addEventListener('scroll', look, { passive: true, signal });
  document.addEventListener('touchstart', begin, { passive: true, signal });
  document.addEventListener('touchend', end, { signal });
  document.addEventListener('touchcancel', give, { signal });
  return () => {
    ended.abort();
    document.removeEventListener('touchmove', move);
  };
}
