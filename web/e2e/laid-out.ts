import type { Locator } from '@playwright/test';

/** Texts that lie over each other, in pairs. What is hidden, or cut off by what it stands in, lies over nothing. */
export async function overlaps(part: Locator): Promise<string[]> {
  return part.evaluate(findOverlaps);
}

/** The amounts in a part of the page, letter by letter in the order in which they are seen, from left to right. */
export async function figures(part: Locator): Promise<string[]> {
  return part.evaluate(readFigures);
}

/** Runs in the page, so it may use nothing from outside. */
function findOverlaps(part: Element): string[] {
  /** Letters may reach a little into the next line. */
  const slack = 3;
  const clipping = /hidden|auto|scroll|clip/;

  function shown(text: Text): boolean {
    const element = text.parentElement;
    return (
      text.data.trim() !== '' &&
      element?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) === true
    );
  }

  /** The part of a box that its surroundings leave to be seen. */
  function seen(box: DOMRect, around: Element | null): DOMRect {
    if (around === null || around === document.documentElement) return box;
    const style = getComputedStyle(around);
    if (!clipping.test(style.overflowX) && style.clipPath === 'none') {
      return seen(box, around.parentElement);
    }
    const frame = around.getBoundingClientRect();
    const [left, top] = [Math.max(box.left, frame.left), Math.max(box.top, frame.top)];
    const width = Math.min(box.right, frame.right) - left;
    const height = Math.min(box.bottom, frame.bottom) - top;
    return seen(
      new DOMRect(left, top, Math.max(width, 0), Math.max(height, 0)),
      around.parentElement,
    );
  }

  const found: { readonly text: Text; readonly box: DOMRect }[] = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    if (!shown(text)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const line of Array.from(range.getClientRects())) {
      const box = seen(line, text.parentElement);
      if (box.width > slack && box.height > slack) found.push({ text, box });
    }
  }
  return found.flatMap(({ text, box }, index) =>
    found
      .slice(index + 1)
      .filter((other) => {
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return other.text !== text && width > slack && height > slack;
      })
      .map((other) => `“${text.data}” and “${other.text.data}”`),
  );
}

/** Runs in the page as well. */
function readFigures(part: Element): string[] {
  // Words may stand between a sign and its figure nowhere, so a figure is one run without a letter of a word.
  const figure = /[-−+]?€?[\d.,]*\d(?:[KM]|\s(?:Mio\.\s)?€)?/g;
  const read: string[] = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    if (!text.data.includes('€') || !text.parentElement?.checkVisibility()) continue;
    for (const { 0: match, index } of text.data.matchAll(figure)) {
      if (!match.includes('€')) continue;
      const letters = Array.from(match, (letter, at) => {
        const range = document.createRange();
        range.setStart(text, index + at);
        range.setEnd(text, index + at + 1);
        return { letter, left: range.getBoundingClientRect().left };
      });
      letters.sort((one, other) => one.left - other.left);
      read.push(
        letters
          .map(({ letter }) => letter)
          .join('')
          .replace(/\s/g, ' '),
      );
    }
  }
  return read;
}
