import fc from "fast-check";
import { Comparison } from "../../components/enums.ts";
import type { Found, Kind, ResourceKind } from "../../import/account.ts";
import type { Lookups } from "../../program/evaluator/lookups.ts";

/** The application group that CloudMonitor has made by a tag. */
export const TAGGED = 73000002;

/** What the provider answers when it is asked for that group. */
export const TAG_LOOKUP: Lookups = {
  "alicloud:cms/getMonitorGroups:getMonitorGroups": (args) => ({
    ...args,
    id: "groups",
    groups: [{ id: String(TAGGED), groupId: String(TAGGED) }],
  }),
};

/** A thing that is one resource. */
export function thing(
  kind: Kind & ResourceKind,
  id: string,
  inputs: Record<string, unknown>,
  name = id,
): Found {
  return { kind, name, parts: [{ of: kind, id, inputs }] };
}

export const urls = fc.constantFrom(
  "https://hooks.example.com/made-up-hook-1",
  "https://hooks.example.com/made-up-hook-2?a=b&c=d",
  "https://alerts.example.com/callbacks/production?token=made-up-token&rule=cpu",
  "https://alerts.example.com/callbacks/production?token=made-up-token&rule=cpu&label.owner=sre",
  `https://hooks.example.com/${"made-up-hook-1".padEnd(250, "x")}`,
);

export const level = fc.record({
  comparisonOperator: fc.constantFrom(...Object.values(Comparison), "SomethingNew"),
  statistics: fc.constantFrom("Average", "Maximum", "Value", "Average,Maximum"),
  threshold: fc.constantFrom("90", "0.5", "90.0", "-3", "1e3"),
  times: fc.constantFrom(1, 3, 5, 180),
});
