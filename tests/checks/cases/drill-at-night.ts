import { DestinationKind, type DrillArgs } from "../../../components/index.ts";
import { type Cases, type Given, receiverArgs } from "../kit.ts";

const { pager } = receiverArgs.destinations as { pager: { kind: DestinationKind; credential: string } };
const chat = { kind: DestinationKind.Slack, url: "https://hooks.slack.com/services/T0/B0/made-up" };

const drilling =
  (drill: DrillArgs, timeZone?: string, marked: "pager" | "chat" = "pager") =>
  ({ receiver }: Given) =>
    receiver({
      hostname: "other.example.com",
      destinations: {
        pager: { ...pager, drill: marked === "pager" },
        chat: { ...chat, drill: marked === "chat" },
      },
      sources: { production: { deliverTo: ["pager", "chat"], drill, ...(timeZone && { timeZone }) } },
    });

export const cases: Cases = {
  finds: {
    "a drill in the night of the source": [
      drilling({ schedule: "0 18 * * MON" }, "Asia/Shanghai"),
      "sources.production.drill.schedule",
      "has a fire drill at 2026-11-24 02:00 Asia/Shanghai, which pages people at pager",
    ],
    "one that some day is at night": [
      drilling({ schedule: "0 */6 * * *" }),
      "sources.production.drill.schedule",
      "which pages people at pager",
    ],
  },
  quiet: {
    "a drill by day": drilling({ schedule: "0 2 * * MON" }, "Asia/Shanghai"),
    "a drill that only a chat is told of": drilling({ schedule: "0 18 * * MON" }, "Asia/Shanghai", "chat"),
    "a drill that somebody has to ask for": drilling({}),
    "no drill": ({ receiver }) => receiver({ hostname: "other.example.com" }),
  },
};
