import type { Reason, StageName } from "../quiet/stage.ts";
import { clockText } from "./clock.ts";
import { type Both, type Language, say } from "./language.ts";

const BY: Record<StageName, (name: string) => Both> = {
  maintenance: (name) => [`the maintenance window "${name}"`, `维护窗口“${name}”`],
};

/** What holds an incident back: `held by the maintenance window "rds" until 04:00`. The same words everywhere. */
export function reasonText(
  { stage, name, until }: Reason,
  language: Language,
  timeZone: string,
  now: number,
) {
  const by = BY[stage]?.(name) ?? [`"${name}"`, `“${name}”`];
  const [english, chinese] = by;
  const clock = until === undefined ? undefined : clockText(until, now, timeZone);
  return say(
    clock === undefined
      ? [`held by ${english}`, `被${chinese}暂缓`]
      : [`held by ${english} until ${clock}`, `被${chinese}暂缓至 ${clock}`],
    language,
  );
}
