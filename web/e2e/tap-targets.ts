import type { Locator } from '@playwright/test';

/** Apple's and this project's smallest size for a finger, in CSS pixels. */
const SMALLEST = 44;

/**
 * What can be tapped in a part of the page but is smaller than a finger, with its size. The area that answers to the tap counts,
 * not the box that is drawn: a link may cover its whole row. Links inside a sentence are spared, as in WCAG 2.5.8.
 */
export async function tooSmall(part: Locator): Promise<string[]> {
  return part.evaluate(measure, SMALLEST);
}

/** Runs in the page, so it may use nothing from outside. */
function measure(part: Element, smallest: number): string[] {
  const tappable = 'button, a[href], input, select, textarea, [role=button], [role=option]';

  /** What of an element people see and aim at. */
  function shownPart(element: Element): Element {
    const choice = element instanceof HTMLInputElement && /radio|checkbox/.test(element.type);
    return (choice && element.labels?.[0]) || element;
  }

  function answers(element: Element, x: number, y: number): boolean {
    const hit = document.elementFromPoint(x, y);
    if (hit === null) return false;
    const label = hit.closest('label');
    const field = hit.closest('[data-with-right-section], [data-with-left-section]');
    return element.contains(hit) || label?.control === element || field?.contains(element) === true;
  }

  /** How far the area reaches in a direction, up to twice the smallest size. */
  function reach(element: Element, x: number, y: number, dx: number, dy: number): number {
    let far = 0;
    while (far < smallest * 2 && answers(element, x + dx * (far + 1), y + dy * (far + 1))) far += 1;
    return far;
  }

  function inSentence(element: Element): boolean {
    const paragraph = element.closest('p');
    return (
      element.tagName === 'A' &&
      paragraph?.textContent !== element.textContent &&
      paragraph !== null
    );
  }

  const found: string[] = [];
  for (const element of Array.from(part.querySelectorAll(tappable))) {
    const shown = shownPart(element);
    if (!shown.checkVisibility({ visibilityProperty: true }) || inSentence(element)) continue;
    if (element.closest('[aria-hidden=true]') || element.matches(':disabled')) continue;
    shown.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = shown.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    // The link past the navigation lies outside the window until it is focused.
    if (box.bottom < 0 || !answers(element, x, y)) continue;
    const width = 1 + reach(element, x, y, 1, 0) + reach(element, x, y, -1, 0);
    const height = 1 + reach(element, x, y, 0, 1) + reach(element, x, y, 0, -1);
    if (width < smallest || height < smallest) {
      const name = element.getAttribute('aria-label') ?? shown.textContent?.trim();
      found.push(`${element.tagName} ${name || element.id}: ${width} × ${height}`);
    }
  }
  return found;
}
