import { durationText } from "../components/vocabulary/duration.ts";
import { heartbeatOf } from "../program/model/heartbeats.ts";
import { receiverOf } from "../program/model/receivers.ts";
import { lookup } from "../receiver/lookup.ts";
import type { Check } from "./support/check.ts";

export const heartbeatUnexpected: Check<"metric-rule"> = {
  id: "heartbeat-unexpected",
  severity: "bug",
  summary: "Nobody expects the heartbeat, or it comes less often than it is expected.",
  appliesTo: ["metric-rule"],
  find(rule, { program }) {
    const name = heartbeatOf(rule);
    const receiver = receiverOf(program.receivers, rule.callback);
    // A receiver of another program may expect it.
    if (name === undefined || !receiver) return [];
    const source = rule.callback?.source ?? "";
    const expected = lookup(lookup(receiver.config.sources, source)?.heartbeats ?? {}, name);
    if (!expected)
      return [
        { message: `is expected by nobody: ${source} of the receiver has no "${name}" among its heartbeats` },
      ];
    if (rule.mutePeriod <= expected.every) return [];
    const [own, theirs] = [rule.mutePeriod, expected.every].map(durationText);
    return [
      {
        path: "every",
        message: `comes once in ${own}, and ${source} expects one in ${theirs}: it is missed`,
      },
    ];
  },
};
