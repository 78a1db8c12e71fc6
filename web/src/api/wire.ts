import type { paths } from '@/api/schema.gen';

/** The bodies as they travel, by call rather than by schema name: a renamed schema changes nothing here. */
type Body<T> = T extends { content: { 'application/json': infer Json } } ? Json : never;

export type WireExpense = Body<paths['/expenses/{expense_id}']['get']['responses'][200]>;
export type WireCategory = Body<paths['/categories']['get']['responses'][200]>[number];
export type WireBudget = Body<paths['/budgets']['get']['responses'][200]>[number];
export type WireSummaryRow = Body<paths['/summary']['get']['responses'][200]>[number];
export type WireMe = Body<paths['/me']['get']['responses'][200]>;
export type WireToken = Body<paths['/login']['post']['responses'][200]>;
