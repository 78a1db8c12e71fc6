import { screen } from '@testing-library/react';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { components } from '@/api/schema.gen';
import { renderPlain } from '@/test/render';
import { CATEGORY_ICONS, type CategoryIconName, categoryIcon } from '@/ui/category-icons';
import { CATEGORY_COLOURS, type CategoryColour, categoryColour } from '@/ui/category-palette';
import { CategoryTile } from '@/ui/category-tile';

type ApiLook = components['schemas']['NewCategory'];

describe('the look of a category', () => {
  it('offers exactly the colours and icons that the API takes', () => {
    expectTypeOf<CategoryColour>().toEqualTypeOf<NonNullable<ApiLook['colour']>>();
    expectTypeOf<CategoryIconName>().toEqualTypeOf<NonNullable<ApiLook['icon']>>();
    expect(new Set(CATEGORY_ICONS.map(({ icon }) => icon)).size).toBe(CATEGORY_ICONS.length);
    expect(CATEGORY_COLOURS).toHaveLength(10);
  });

  it('stays calm about names from a newer server', () => {
    expect(categoryColour('ultraviolet')).toBe('var(--category-slate)');
    expect(categoryIcon('teleporter')).toBe(categoryIcon('dots'));
  });

  it('is hidden from screen readers, since the name stands beside it', () => {
    const { container } = renderPlain(<CategoryTile colour="blue" icon="home" />);
    expect(container.querySelector('svg')).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(container.querySelector('[aria-hidden="true"]')).toHaveStyle({
      color: 'var(--category-blue)',
    });
  });
});
