import { DestinationKind } from "../../../components/index.ts";
import { type Cases, receiverArgs } from "../kit.ts";

const destinations = {
  ...receiverArgs.destinations,
  spare: { kind: DestinationKind.Ilert, credential: "made-up-key" },
};

export const cases: Cases = {
  finds: {
    "a destination beside the one in use": [
      ({ receiver }) => receiver({ destinations }),
      "destinations.spare",
      'has the destination "spare", to which no source delivers',
    ],
  },
  quiet: {
    "both in use": ({ receiver }) =>
      receiver({ destinations, sources: { production: { deliverTo: ["pager", "spare"] } } }),
  },
};
