import { ConsoleSite } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "an account of which nothing says the site": [
      ({ receiver }) => receiver({}),
      "sources.production.console",
      'has the source "production" without a console',
    ],
  },
  quiet: {
    "an account of the China site": ({ receiver }) =>
      receiver({ sources: { production: { deliverTo: ["pager"], console: ConsoleSite.China } } }),
  },
};
