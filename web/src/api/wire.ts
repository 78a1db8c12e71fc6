import type { paths } from '@/api/schema.gen';

/** The bodies as they travel, by call rather than by schema name: a renamed schema changes nothing here. */
type Body<T> = T extends { content: { 'application/json': infer Json } } ? Json : never;

/**
 * Bodies of requests whose names the API chooses from a list (a currency, a colour, an icon). Forms offer what is on the
 * list, but their fields are text: the API functions state once that the server has the last word.
 */
export type WireRegistration = Body<paths['/register']['post']['requestBody']>;
export type WireMeChanges = Body<paths['/me']['patch']['requestBody']>;
export type WireNewCategory = Body<paths['/categories']['post']['requestBody']>;
export type WireCategoryChanges = Body<paths['/categories/{category_id}']['patch']['requestBody']>;

export type WireExpense = Body<paths['/expenses/{expense_id}']['get']['responses'][200]>;
export type WireCategory = Body<paths['/categories']['get']['responses'][200]>[number];
export type WireBudget = Body<paths['/budgets']['get']['responses'][200]>[number];
export type WireSummaryRow = Body<paths['/summary']['get']['responses'][200]>[number];
export type WireMonth = Body<paths['/analytics/months']['get']['responses'][200]>[number];
export type WireMe = Body<paths['/me']['get']['responses'][200]>;
export type WireToken = Body<paths['/login']['post']['responses'][200]>;
export type WireDay = Body<paths['/days/{date}']['get']['responses'][200]>;
