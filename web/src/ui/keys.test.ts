import { describe, expect, it } from 'vitest';
import { KEYS, keyNamed, meansAKey } from '@/ui/keys';

describe('a key', () => {
  it('has one meaning', () => {
    const sequences = Object.values(KEYS).map(({ keys }) => keys.join(' '));
    expect(new Set(sequences).size).toBe(sequences.length);
  });

  it('that begins a sequence does nothing by itself', () => {
    const single = Object.values(KEYS).filter(({ keys }) => keys.length === 1);
    const first = Object.values(KEYS).filter(({ keys }) => keys.length === 2);
    for (const { keys } of first) {
      expect(single.map((entry) => entry.keys[0])).not.toContain(keys[0]);
    }
  });

  it('is found alone and after another, with caps lock too', () => {
    expect(keyNamed('n', null)).toBe('add');
    expect(keyNamed('N', null)).toBe('add');
    expect(keyNamed('b', 'g')).toBe('budgets');
    expect(keyNamed('b', null)).toBeNull();
    expect(keyNamed('n', 'g')).toBeNull();
  });
});

/** Presses n on the last element of the page written here. */
function pressOn(page: string, init: KeyboardEventInit = {}): boolean {
  document.body.innerHTML = page;
  let meant = false;
  const listen = (event: KeyboardEvent) => {
    meant = meansAKey(event);
  };
  document.addEventListener('keydown', listen, { once: true });
  const target = document.body.lastElementChild ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, ...init }));
  return meant;
}

describe('a press', () => {
  it.each(['<button>Save</button>', '<input type="checkbox">', '<p>Text</p>'])(
    'on %s is a key',
    (page) => expect(pressOn(page)).toBe(true),
  );

  it.each(['<input>', '<input type="search">', '<textarea></textarea>', '<select></select>'])(
    'in %s is typing',
    (page) => expect(pressOn(page)).toBe(false),
  );

  it('behind a dialog is none', () => {
    expect(pressOn('<div role="dialog"></div><button>Behind</button>')).toBe(false);
  });

  it('of the third level is a key, as brackets are on many keyboards', () => {
    const init = { ctrlKey: true, altKey: true, modifierAltGraph: true };
    expect(pressOn('<p>Text</p>', init)).toBe(true);
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])(
    'with %j is the browser’s',
    (init) => expect(pressOn('<p>Text</p>', init)).toBe(false),
  );
});
