import { expect, it } from 'vitest';
import { CATEGORY_ICONS } from '@/ui/category-icons';
import { CATEGORY_COLOURS } from '@/ui/category-palette';
import { colourName, iconName } from './look-names';

it('tells each colour and each icon by a name of its own', () => {
  expect(new Set(CATEGORY_ICONS.map(({ name }) => iconName(name))).size).toBe(
    CATEGORY_ICONS.length,
  );
  expect(new Set(CATEGORY_COLOURS.map(colourName)).size).toBe(CATEGORY_COLOURS.length);
});
