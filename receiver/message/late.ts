import type { MessageKind } from "../destinations/destination.ts";
import type { Held } from "../quiet/stage.ts";
import { clockText } from "./clock.ts";
import { reasonText } from "./held.ts";
import { type Both, type Language, say } from "./language.ts";
import { failureText } from "./reasons.ts";

/** What a message has to say about how it got here. */
export interface Journey {
  /** When it is told; when what it tells happened. */
  now: number;
  happenedAt: number;
  /** Name of the destination. */
  destination: string;
  /** Why it did not arrive before, if it is late. */
  late?: "unreachable" | "refused" | "held" | "queued" | undefined;
  /** Why it comes here, if not from its source. */
  via?: Detour | undefined;
  /** What held it back in its source. */
  held?: Held | undefined;
  /** Since when nothing was heard of the incident. */
  silentSince?: number | undefined;
  /** It may have been read already. */
  repeated?: boolean;
}

/** Why a message comes from another destination, which was to tell it. */
export interface Detour {
  destination: string;
  /** It did not take it in time, refuses access, can't take this message, or gets no pages any more. */
  why: "late" | "refused" | "rejected" | "removed" | "retired";
  /** How long it had, in milliseconds. */
  waited: number;
  /** What it answered. Holds no secret. */
  reason: string | null;
}

const PASSED_ON: Record<Detour["why"], (name: string, minutes: number) => Both> = {
  late: (name, minutes) => [
    `${name} did not take it for ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
    `${name} ${minutes} 分钟内未接收`,
  ],
  refused: (name) => [`${name} refused access`, `${name} 拒绝访问`],
  rejected: (name) => [`${name} refused the message`, `${name} 拒收该消息`],
  removed: (name) => [`${name} was removed`, `${name} 已被移除`],
  retired: (name) => [`${name} is retired`, `${name} 已停用`],
};

function detourText({ destination, why, waited, reason }: Detour, language: Language): string {
  const text = say(PASSED_ON[why](destination, Math.max(1, Math.round(waited / 60_000))), language);
  if (!reason) return text;
  const said = failureText(reason, language);
  return text + say([` (${said})`, `（${said}）`], language);
}

const WHY: Record<NonNullable<Journey["late"]>, (destination: string) => Both> = {
  unreachable: (name) => [`${name} was unreachable`, `${name} 无法访问`],
  refused: (name) => [`${name} refused access`, `${name} 拒绝访问`],
  held: (name) => [`${name} was held by an operator`, `${name} 曾被人工暂停`],
  queued: (name) => [`others waited for ${name}, too`, `${name} 的消息在排队`],
};

const BEGINS: Record<MessageKind, Both> = {
  opened: ["Since", "开始于"],
  updated: ["As of", "截至"],
  refreshed: ["As of", "截至"],
  resolved: ["Resolved at", "恢复于"],
};

const REPEATED: Both = [
  "Possibly a repetition: its first try had no answer.",
  "可能是重复消息：上一次发送没有得到应答。",
];

/** Lines such as `Since 12:01, told 12:48: itoc360 was unreachable`. */
export function journeyLines(
  kind: MessageKind,
  { now, happenedAt, destination, late, via, held, silentSince, repeated }: Journey,
  language: Language,
  timeZone: string,
): string[] {
  const lines: string[] = [];
  if (late || via || held) {
    const [from, to] = [clockText(happenedAt, now, timeZone), clockText(now, now, timeZone)];
    const begins = say(BEGINS[kind], language);
    const whys = [
      ...(held ? [reasonText(held.reason, language, timeZone, now)] : []),
      ...(via ? [detourText(via, language)] : []),
      ...(late ? [say(WHY[late](destination), language)] : []),
    ];
    const why = whys.join(say(["; ", "；"], language));
    lines.push(
      say([`${begins} ${from}, told ${to}: ${why}`, `${begins} ${from}，${to} 送达：${why}`], language),
    );
  }
  if (silentSince !== undefined) {
    const since = clockText(silentSince, now, timeZone);
    lines.push(
      say(
        kind === "resolved"
          ? [
              `Closed without a recovery: no word from CloudMonitor since ${since}.`,
              `未收到恢复消息，自动关闭：自 ${since} 起没有收到云监控的消息。`,
            ]
          : [
              `No word from CloudMonitor since ${since}: it may be over.`,
              `自 ${since} 起没有收到云监控的消息，可能已经恢复。`,
            ],
        language,
      ),
    );
  }
  if (repeated) lines.push(say(REPEATED, language));
  return lines;
}
