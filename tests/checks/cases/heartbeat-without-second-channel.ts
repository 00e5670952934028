import { DestinationKind } from "../../../components/index.ts";
import { type Cases, receiverArgs } from "../kit.ts";

const heartbeats = { beat: {} };
const sources = { production: { deliverTo: ["pager"], heartbeats } };
const { pager } = receiverArgs.destinations as { pager: { kind: DestinationKind; credential: string } };
const chat = { kind: DestinationKind.Slack, url: "https://hooks.slack.com/services/T0/B0/made-up" };
const hostname = "other.example.com";

export const cases: Cases = {
  finds: {
    "one destination, and nobody outside": [
      ({ receiver }) => receiver({ sources, hostname }),
      "sources.production.heartbeats",
      "tells pager alone of a heartbeat that stays away, and nobody outside watches the receiver",
    ],
    "a source that tells nobody": [
      ({ receiver }) =>
        receiver({
          sources: {
            production: {
              deliverTo: [],
              discardUnrouted: true,
              heartbeats,
              routes: [{ levels: ["warn"], deliverTo: ["pager"] }],
            },
          },
          hostname,
        }),
      "sources.production.heartbeats",
      "tells nobody of a heartbeat",
    ],
  },
  quiet: {
    "a ping": ({ receiver }) =>
      receiver({ sources, hostname, pings: { beat: { url: "https://beat.example.com/key" } } }),
    "two destinations": ({ receiver }) =>
      receiver({
        sources: { production: { deliverTo: ["pager", "chat"], heartbeats } },
        destinations: { pager, chat },
        hostname,
      }),
    "a fallback": ({ receiver }) =>
      receiver({ sources, destinations: { pager: { ...pager, fallback: ["chat"] }, chat }, hostname }),
    "no heartbeats": ({ receiver }) => receiver({ hostname }),
  },
};
