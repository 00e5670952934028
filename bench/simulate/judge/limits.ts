import { limitOf } from "../world/vendors/limits.ts";
import type { Invariant } from "./invariant.ts";

/** No account gets more requests than its vendor documents, whoever sends them. */
export const limits: Invariant = {
  name: "no vendor's limit is exceeded",
  check: ({ vendors }) =>
    vendors.flatMap((vendor) => {
      const at = vendor.exceededAt();
      const limit = limitOf(vendor.kind);
      if (at === undefined || !limit) return [];
      const { requests, within } = limit;
      return [
        {
          what: `${vendor.name} got more than ${requests} requests in ${within / 1000} s at ${new Date(at).toISOString()}`,
          callbacks: [],
        },
      ];
    }),
};
