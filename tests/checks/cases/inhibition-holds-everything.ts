import type { InhibitionArgs } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const holding =
  (...inhibitions: InhibitionArgs[]) =>
  ({ receiver }: Given) =>
    receiver({ sources: { production: { deliverTo: ["pager"], inhibitions } } });

const cause = { rules: ["host-*"] };

export const cases: Cases = {
  finds: {
    "no condition at all": [
      holding({ cause, effects: { rules: ["disk-*"] } }, { name: "all", cause, effects: {} }),
      "sources.production.inhibitions.1",
      'has an inhibition "all" that holds every new incident while its cause is open',
    ],
  },
  quiet: {
    "a condition": holding({ cause, effects: { rules: ["disk-*"] } }),
    "something in common": holding({ cause, effects: {}, same: ["instanceId"] }),
  },
};
