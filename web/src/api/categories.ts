import { answerOf, api } from '@/api/client';
import type { WireCategory, WireCategoryChanges, WireNewCategory } from '@/api/wire';
import type { IsoDate } from '@/dates/calendar';

export interface Category {
  readonly id: string;
  readonly name: string;
  /** A name of the palette, such as "green". */
  readonly colour: string;
  /** The name of an icon, such as "basket". */
  readonly icon: string;
  readonly position: number;
  readonly archivedAt: string | null;
  /** The day of its newest expense. */
  readonly lastUsed: IsoDate | null;
}

export interface NewCategory {
  readonly name: string;
  readonly colour?: string;
  readonly icon?: string;
}

/** Only what is named is changed. */
export interface CategoryChanges {
  readonly name?: string;
  readonly colour?: string;
  readonly icon?: string;
  readonly position?: number;
  readonly archived?: boolean;
}

function categoryFrom(wire: WireCategory): Category {
  return {
    id: wire.id,
    name: wire.name,
    colour: wire.colour,
    icon: wire.icon,
    position: wire.position,
    archivedAt: wire.archived_at,
    lastUsed: wire.last_used,
  };
}

/** All categories in the user's order, archived ones included. */
export async function fetchCategories(signal: AbortSignal): Promise<readonly Category[]> {
  return (await answerOf(api.GET('/categories', { signal }))).data.map(categoryFrom);
}

export async function createCategory(category: NewCategory): Promise<void> {
  const body = category as WireNewCategory;
  await answerOf(api.POST('/categories', { body }));
}

export async function updateCategory(id: string, changes: CategoryChanges): Promise<void> {
  const body = changes as WireCategoryChanges;
  const params = { path: { category_id: id } };
  await answerOf(api.PATCH('/categories/{category_id}', { params, body }));
}
