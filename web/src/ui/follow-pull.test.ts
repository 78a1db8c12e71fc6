import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { distanceOf, FAR_ENOUGH, followPulls } from './follow-pull';

const onPull = vi.fn();
const onRelease = vi.fn();
let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = '<main><input id="field"><div id="scroller"></div></main>';
  stop = followPulls({ onPull, onRelease });
});

afterEach(() => {
  stop();
  vi.clearAllMocks();
  document.body.innerHTML = '';
});

/** A touch as browsers tell it; jsdom knows the event, but no fingers. */
function touch(
  type: string,
  points: readonly [x: number, y: number][],
  options: TouchOptions = {},
) {
  const { on = document.querySelector('main') as Element, at = 0 } = options;
  const event = new Event(type, { bubbles: true, cancelable: true });
  const touches = points.map(([clientX, clientY]) => ({ clientX, clientY }));
  Object.defineProperties(event, { touches: { value: touches }, timeStamp: { value: at } });
  on.dispatchEvent(event);
  return event;
}

interface TouchOptions {
  readonly on?: Element;
  /** Milliseconds since the finger came down. */
  readonly at?: number;
}

describe('followPulls', () => {
  it('follows a finger down, less and less, and tells how it ended', () => {
    touch('touchstart', [[50, 100]]);
    const moved = touch('touchmove', [[52, 160]]);
    expect(moved.defaultPrevented).toBe(true);
    touch('touchmove', [[52, 300]]);
    touch('touchend', []);
    expect(onPull.mock.calls).toEqual([[distanceOf(60)], [distanceOf(200)]]);
    expect(distanceOf(200)).toBeLessThan(200);
    expect(onRelease.mock.calls).toEqual([[true]]);
  });

  it('is not far enough with a short pull, nor with one that is taken back', () => {
    for (const last of [130, 90]) {
      touch('touchstart', [[50, 100]]);
      touch('touchmove', [[50, 400]]);
      touch('touchmove', [[50, last]]);
      touch('touchend', []);
    }
    expect(distanceOf(30)).toBeLessThan(FAR_ENOUGH);
    expect(onRelease.mock.calls).toEqual([[false], [false]]);
  });

  it.each([
    ['up', [50, 20]],
    ['to the side', [190, 180]],
  ] as const)('leaves a finger that goes %s to the browser', (_, [x, y]) => {
    touch('touchstart', [[50, 100]]);
    expect(touch('touchmove', [[x, y]]).defaultPrevented).toBe(false);
    touch('touchmove', [[50, 300]]);
    touch('touchend', []);
    expect(onPull).not.toHaveBeenCalled();
    expect(onRelease).not.toHaveBeenCalled();
  });

  it('leaves a finger alone that rested before, as where it chooses a row', () => {
    touch('touchstart', [[50, 100]]);
    touch('touchmove', [[50, 200]], { at: 600 });
    expect(onPull).not.toHaveBeenCalled();
  });

  it('gives up at a second finger', () => {
    touch('touchstart', [[50, 100]]);
    touch('touchmove', [[50, 300]]);
    touch('touchstart', [
      [50, 300],
      [90, 300],
    ]);
    touch('touchmove', [[50, 400]]);
    touch('touchend', []);
    expect(onPull).toHaveBeenCalledTimes(1);
    expect(onRelease.mock.calls).toEqual([[false]]);
  });

  it('does nothing behind an open dialog, in a field, or in what scrolls by itself', () => {
    const pull = (on: Element) => {
      touch('touchstart', [[50, 100]], { on });
      touch('touchmove', [[50, 300]], { on });
      touch('touchend', [], { on });
    };
    const field = document.querySelector('input') as HTMLElement;
    field.focus();
    pull(field);
    const scroller = document.querySelector('#scroller') as HTMLElement;
    scroller.style.overflowY = 'auto';
    Object.defineProperty(scroller, 'scrollHeight', { value: 400 });
    pull(scroller);
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
    pull(document.body);
    expect(onPull).not.toHaveBeenCalled();
  });

  it('does nothing further down the page, and holds no scroll back there', () => {
    vi.spyOn(window, 'scrollY', 'get').mockReturnValue(300);
    document.dispatchEvent(new Event('scroll'));
    touch('touchstart', [[50, 100]]);
    expect(touch('touchmove', [[50, 300]]).defaultPrevented).toBe(false);
    expect(onPull).not.toHaveBeenCalled();
  });
});
