export const names = { group: "on-call" };
