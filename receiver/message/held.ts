import type { Reason, StageName } from "../quiet/stage.ts";
import { clockText } from "./clock.ts";
import { type Both, type Language, say } from "./language.ts";

const BY: Record<StageName, (reason: Reason) => Both> = {
  silence: ({ name }) => [`a silence of ${name}`, `${name} 的静默`],
  maintenance: ({ name }) => [`the maintenance window "${name}"`, `维护窗口“${name}”`],
  inhibition: ({ name, of, key }) => {
    if (of === undefined)
      return [`the inhibition "${name}", waiting for its cause`, `抑制规则“${name}”（等待其根因）`];
    const cause = key ? `${of} (${key})` : of;
    return [`the inhibition "${name}" because of ${cause}`, `抑制规则“${name}”（根因：${cause}）`];
  },
  flapping: ({ name }) => [`flapping "${name}"`, `“${name}”的抖动告警`],
  grouping: ({ name, key }) => [
    `the group of the route "${name}" (${key})`,
    `路由“${name}”的告警组（${key}）`,
  ],
  storm: ({ name }) => [`the storm of the route "${name}"`, `路由“${name}”的告警风暴`],
};

/** What holds back no longer than it takes to tell of many at once. */
const GATHERS: ReadonlySet<StageName> = new Set<StageName>(["flapping", "grouping", "storm"]);

/** Why nobody is told of an incident by itself: `told in the storm of the route "all"`, `held by the maintenance window "rds" until 04:00`. The same words everywhere. */
export function reasonText(reason: Reason, language: Language, timeZone: string, now: number): string {
  const { stage, name, until } = reason;
  const by = BY[stage]?.(reason) ?? [`"${name}"`, `“${name}”`];
  const [english, chinese] = by;
  if (GATHERS.has(stage)) return say([`told in ${english}`, `并入${chinese}`], language);
  const clock = until === undefined ? undefined : clockText(until, now, timeZone);
  return say(
    clock === undefined
      ? [`held by ${english}`, `被${chinese}暂缓`]
      : [`held by ${english} until ${clock}`, `被${chinese}暂缓至 ${clock}`],
    language,
  );
}
