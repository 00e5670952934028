/** Ranks of what may be left out of a comment, the least important first. */
export const RANK = { property: 0, plain: 1, note: 2, table: 3, risk: 4, heading: 5 } as const;
