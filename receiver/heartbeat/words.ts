import type { Alert } from "../alert.ts";
import type { HeartbeatConfig, SourceConfig } from "../config/config.ts";
import { clockText } from "../message/clock.ts";
import { type Both, say } from "../message/language.ts";
import { spanText } from "../message/span.ts";
import type { BeatChange } from "./expected.ts";

/** Key of the rule that alerts about heartbeats are of: with a space, which no declared one has. */
const RULE = "cloudmonitor-relay heartbeat";

/** What people are told of heartbeats that stay away, or are back, as an alert of the relay's own. */
export function heartbeatAlert(
  { name, news, beat }: BeatChange,
  expected: HeartbeatConfig | undefined,
  { language, timeZone = "UTC", accountName }: Pick<SourceConfig, "language" | "timeZone" | "accountName">,
  now: number,
): Alert {
  const { at, since, account, region } = beat;
  const own = (both: Both) => say(both, language);
  const clock = clockText(at ?? since, now, timeZone);
  const of = [accountName ?? account, region].filter(Boolean).join(" ");
  const waited = expected ? expected.every * expected.missing * 1000 : 0;
  const text = {
    missing: [
      at === null
        ? own([
            `No heartbeat has come since it is expected, ${clock}: CloudMonitor may not reach this receiver.`,
            `自 ${clock} 起应有心跳，但从未收到：云监控可能无法到达本接收端。`,
          ])
        : own([
            `No heartbeat since ${clock}: the way from CloudMonitor to this receiver is broken.`,
            `自 ${clock} 起没有心跳：云监控到本接收端的通路已中断。`,
          ]),
      own([
        `Alerts${of && ` of ${of}`} may not arrive. Or the resource behind the heartbeat is gone, or its rule is disabled.`,
        `${of && `${of} 的`}告警可能无法送达；也可能是心跳所监控的资源已删除，或其规则已停用。`,
      ]),
      own([
        `Told after ${expected?.missing} that did not come, ${spanText(waited, "en")}.`,
        `连续 ${expected?.missing} 次未收到（${spanText(waited, "zh")}）后通知。`,
      ]),
    ],
    back: [
      own([
        "Heartbeats arrive again: CloudMonitor reaches this receiver.",
        "心跳已恢复：云监控可以到达本接收端。",
      ]),
    ],
    "given up": [own(["The program expects this heartbeat no more.", "程序已不再等待该心跳。"])],
  }[news];
  return {
    kind: "receiver",
    state: news === "missing" ? "firing" : "resolved",
    level: "critical",
    time: now,
    rule: { key: RULE, name: own([`Heartbeat ${name} is missing`, `心跳 ${name} 中断`]) },
    dimensions: { heartbeat: name },
    account,
    region,
    text: text.join("\n"),
    fields: {},
  };
}
