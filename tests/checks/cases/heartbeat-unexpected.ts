import { Heartbeat, type HeartbeatArgs, metrics } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const beating =
  (heartbeats: Record<string, { every?: string }> | undefined, changes: Partial<HeartbeatArgs> = {}) =>
  ({ receiver, checks }: Given) => {
    const hostname = "other.example.com";
    const other = receiver({ sources: { production: { deliverTo: ["pager"], heartbeats } }, hostname });
    return new Heartbeat("beat", {
      callback: other.callback("production"),
      metric: metrics.ecs.CPUUtilization,
      resource: { instanceId: "i-1" },
      ...(checks && { checks }),
      ...changes,
    });
  };

export const cases: Cases = {
  finds: {
    "a heartbeat that the source does not name": [
      beating({ another: {} }),
      undefined,
      'is expected by nobody: production of the receiver has no "beat" among its heartbeats',
    ],
    "a source without heartbeats": [beating(undefined), undefined, "is expected by nobody"],
    "a heartbeat that comes too seldom": [
      beating({ beat: { every: "1 hour" } }, { every: "6 hours" }),
      "every",
      "comes once in 6 hours, and production expects one in 1 hour: it is missed",
    ],
  },
  quiet: {
    "a heartbeat that is expected": beating({ beat: {} }),
    "one that comes more often": beating({ beat: { every: "1 hour" } }, { every: "15 minutes" }),
    "the receiver of another program": ({ callback }) =>
      new Heartbeat("beat", {
        callback,
        metric: metrics.ecs.CPUUtilization,
        resource: { instanceId: "i-1" },
      }),
    "an ordinary rule": ({ rule }) => rule({}),
  },
};
