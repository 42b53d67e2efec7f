/**
 * The wire types: one union of everything that can happen in a conversation. `web/` imports these as types and nothing else.
 * They are declared in `db/`, whose units of work write some of them in the transaction of what they tell.
 */
export type * from "../db/event-types.ts";
