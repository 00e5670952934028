import { DestinationKind } from "../../../components/index.ts";
import { type Cases, receiverArgs } from "../kit.ts";

const itoc = receiverArgs.destinations.pager ?? { kind: DestinationKind.Itoc360, credential: "" };

export const cases: Cases = {
  finds: {
    "a table that makes everything critical": [
      ({ receiver }) => receiver({ destinations: { pager: { ...itoc, severities: { warn: "critical" } } } }),
      "destinations.pager",
      'calls critical and warn alike "critical" at "pager"',
    ],
    "a source's own table": [
      ({ receiver }) =>
        receiver({
          sources: { production: { deliverTo: ["pager"], severities: { pager: { critical: "medium" } } } },
        }),
      "sources.production.severities",
      'alike "medium"',
    ],
  },
  quiet: {
    "the default table": ({ receiver }) => receiver({}),
    "a table that keeps them apart": ({ receiver }) =>
      receiver({ destinations: { pager: { ...itoc, severities: { warn: "high" } } } }),
  },
};
