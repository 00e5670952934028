import type { InhibitionArgs } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const holding =
  (...inhibitions: InhibitionArgs[]) =>
  ({ receiver, rule }: Given) => {
    const { callbackUrls } = receiver({ sources: { production: { deliverTo: ["pager"], inhibitions } } });
    const callback = callbackUrls.apply(({ production = "" }) => production);
    for (const name of ["host-cpu", "disk-full"]) rule({ callback }, name);
  };

export const cases: Cases = {
  finds: {
    "a cause that no rule raises": [
      holding({ name: "host", cause: { rules: ["hosts-*"] }, effects: { rules: ["disk-*"] } }),
      "sources.production.inhibitions.0.cause",
      'has an inhibition "host" that holds nothing: no rule that calls the source raises its cause',
    ],
    "effects that no rule raises": [
      holding({ cause: { rules: ["host-*"] }, effects: { namespaces: ["acs_rds_*"] } }),
      "sources.production.inhibitions.0.effects",
      "no rule that calls the source raises its effects",
    ],
  },
  quiet: {
    "rules that are declared": holding({ cause: { rules: ["host-*"] }, effects: { rules: ["disk-*"] } }),
    "a receiver whose rules are elsewhere": ({ receiver }) =>
      receiver({
        sources: {
          production: {
            deliverTo: ["pager"],
            inhibitions: [{ cause: { rules: ["a"] }, effects: { rules: ["b"] } }],
          },
        },
      }),
  },
};
