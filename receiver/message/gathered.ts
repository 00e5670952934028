import type { Alert } from "../alert.ts";
import type { Level } from "../level.ts";
import type { GatheringName } from "../quiet/stage.ts";
import { type Both, COLON, type Language, say } from "./language.ts";
import { levelWord } from "./levels.ts";
import { spanText } from "./span.ts";
import { titleOf } from "./title.ts";

/** What one incident stands for that was made of many. */
export interface Gathered {
  stage: GatheringName;
  /** Name of the route, or of the flapping that is declared, and what the members share. */
  name: string;
  key: string;
  identity: string;
  /** Members until now, and those that are open. */
  count: number;
  open: number;
  rules: number;
  regions: number;
  /** The worst ones that are open first; of a gathering that is over the last one. */
  members: { alert: Alert; level: Level }[];
  /** Of a storm and of flapping: as declared. In milliseconds. */
  above?: number | undefined;
  within?: number | undefined;
  quiet?: number | undefined;
  /** Of flapping: how often it opened within that time. */
  times?: number | undefined;
}

/** Keys of the rules that such alerts are of: with a space, which no declared one has. */
const RULE: Record<GatheringName, string> = {
  flapping: "cloudmonitor-relay flapping",
  grouping: "cloudmonitor-relay group",
  storm: "cloudmonitor-relay storm",
};

/**
 * The alert of the incident that stands for many. A group of one is told as its member is, and what flaps with
 * the rule and the resource that it is of.
 */
export function gatheredAlert(gathered: Gathered, isOver: boolean, language: Language): Alert {
  const { stage, name, identity, count, members } = gathered;
  const [worst] = members;
  const state = isOver ? "resolved" : "firing";
  if (stage === "grouping" && count === 1 && worst)
    return { ...worst.alert, ...(isOver && { state }), identity, time: undefined, route: name };
  const { title, lines } = WORDS[stage](gathered, isOver, language);
  const shared = { kind: "receiver", state, identity, text: lines.join("\n"), fields: {} } as const;
  if (stage === "flapping" && worst) {
    const { rule, dimensions, resourceName, account, region, namespace, metric, labels } = worst.alert;
    return {
      ...{ ...shared, dimensions, resourceName, account, region, namespace, metric, labels },
      rule: { ...rule, name: title },
    };
  }
  const labels = stage === "grouping" ? worst?.alert.labels : undefined;
  return { ...shared, rule: { key: RULE[stage], name: title }, dimensions: {}, labels, route: name };
}

type Words = (gathered: Gathered, isOver: boolean, language: Language) => { title: string; lines: string[] };

const WORDS: Record<GatheringName, Words> = {
  storm(gathered, isOver, language) {
    const { name, count, open, rules, regions, above = 0 } = gathered;
    const own = (both: Both) => say(both, language);
    const places = regions === 0 ? "" : `, ${plural(regions, "region")}`;
    const begins: Both = [
      `Storm: more than ${above} new alerts in a minute`,
      `告警风暴：一分钟内新增告警超过 ${above} 条`,
    ];
    const title = own(
      count === 1
        ? begins
        : [
            `Storm: ${plural(count, "alert")}, ${plural(rules, "rule")}${places}`,
            `告警风暴：${count} 条告警，${rules} 条规则${regions === 0 ? "" : `，${regions} 个地域`}`,
          ],
    );
    const first = isOver
      ? own([
          `The storm is over: all ${plural(count, "alert")} in it are resolved.`,
          `告警风暴已结束：其中 ${count} 条告警均已恢复。`,
        ])
      : own([
          `More than ${above} new incidents in a minute on the route "${name}": new ones are told here, and not one by one. ${open} of ${count} ${open === 1 ? "is" : "are"} open.`,
          `路由“${name}”一分钟内新增告警超过 ${above} 条：新告警汇总于此，不再逐条通知。${count} 条中有 ${open} 条未恢复。`,
        ]);
    return { title, lines: [first, ...namedLines(gathered, isOver, language)] };
  },
  grouping(gathered, isOver, language) {
    const { name, key, count, open, members } = gathered;
    const own = (both: Both) => say(both, language);
    const worst = members[0] ? titleOf(members[0].alert, language) : key;
    const more = (isOver ? count : open) - 1;
    const title = worst + (more > 0 ? own([` and ${more} more`, ` 等 ${more + 1} 条`]) : "");
    const first = isOver
      ? own([`All ${count} alerts with ${key} are resolved.`, `${key} 的 ${count} 条告警均已恢复。`])
      : own([
          `${plural(count, "alert")} with ${key} on the route "${name}", ${open} of them open.`,
          `路由“${name}”上 ${key} 的告警共 ${count} 条，其中 ${open} 条未恢复。`,
        ]);
    return { title, lines: [first, ...namedLines(gathered, isOver, language)] };
  },
  flapping({ count, times = count, within = 0, quiet = 0, members }, isOver, language) {
    const own = (both: Both) => say(both, language);
    const what = members[0] ? titleOf({ ...members[0].alert, value: undefined }, language) : "";
    const span = spanText(within, language);
    const title = own([`Flapping: ${times} times in ${span}`, `告警抖动：${span}内 ${times} 次`]);
    const silence = spanText(quiet, language);
    const first = isOver
      ? own([`It has been quiet for ${silence}: it flaps no more.`, `已平稳 ${silence}，不再抖动。`])
      : own([
          `It opened ${times} times in ${span}. Its end is told once it has been quiet for ${silence}.`,
          `${span}内触发了 ${times} 次。平稳 ${silence} 后再通知恢复。`,
        ]);
    return { title: what ? `${title} · ${what}` : title, lines: [first] };
  },
};

function namedLines({ members, open }: Gathered, isOver: boolean, language: Language): string[] {
  if (isOver) return [];
  const lines = members.map(
    ({ alert, level }) =>
      levelWord(level, alert.kind, language) + say(COLON, language) + titleOf(alert, language),
  );
  const more = open - members.length;
  return more > 0 ? [...lines, say([`and ${more} more`, `另有 ${more} 条`], language)] : lines;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
