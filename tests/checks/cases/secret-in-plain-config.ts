import type { Cases } from "../kit.ts";

export const cases: Cases = {
  config: { "shop:ilertKey": "made-up", "shop:hostname": "alerts.example.com" },
  finds: {
    "a key in the open": [() => {}, undefined, "has shop:ilertKey in the open in Pulumi.local.yaml"],
  },
  quiet: {},
};
