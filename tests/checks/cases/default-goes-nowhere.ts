import { type Cases, type Given, receiverArgs } from "../kit.ts";

const source =
  (deliverTo: string[]) =>
  ({ receiver }: Given) =>
    receiver({
      sources: {
        production: {
          routes: [{ name: "databases", namespaces: ["acs_rds"], deliverTo: ["pager"] }],
          deliverTo,
          ...(deliverTo.length === 0 && { discardUnrouted: true }),
        },
      },
    });

export const cases: Cases = {
  finds: {
    "routes without a default": [
      source([]),
      "sources.production.discardUnrouted",
      'drops what no route of "production" takes',
    ],
  },
  quiet: {
    "routes with a default": source(["pager"]),
    "no routes": ({ receiver }) => receiver({ sources: receiverArgs.sources }),
  },
};
