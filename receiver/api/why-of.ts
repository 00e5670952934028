import { conditionText } from "../message/condition.ts";
import { quantity } from "../message/quantity.ts";
import { failureText } from "../message/reasons.ts";
import { spanText } from "../message/span.ts";
import type { Both, Happening, Incident, Link, Told, Why } from "./shapes.ts";

/** What a question is about, if it is no incident. */
export interface Wanted {
  rule?: string | undefined;
  resource?: string | undefined;
  /** Milliseconds since 1970. */
  at?: number | undefined;
}

/** What is known of the source where nothing was found. */
export interface SourceFacts {
  name: string;
  latestEventAt: string | null;
  verifiedAt: string | null;
  /** What could not be read and names what is asked for. */
  quarantined: { at: string; reason: string } | null;
}

type Found = Pick<Link, "link" | "state" | "at" | "text">;

const both = (en: string, zh: string): Both => ({ en, zh });
const link = (name: Link["link"], state: Link["state"], at: string | null, text: Both): Found => ({
  ...{ link: name, state, at, text },
});

/** Decisions after which nobody is to be told, since nothing is new, or something is odd. */
const TELLS_NOBODY: ReadonlySet<string> = new Set([
  ...["duplicate", "late", "ambiguous", "joined", "dismissed", "confirmed", "held", "silenced", "unsilenced"],
]);

/** Why an incident was told, or was not: link by link, from what CloudMonitor measured to the tries. */
export function whyOf(question: string, incident: Incident, at?: number): Why {
  const about = happeningAt(incident.timeline, at);
  const links = about ? linksOf(incident, about) : [];
  return conclude(question, { incident: incident.key, source: incident.source }, links);
}

/** Why there is no incident: the callback is missing, or could not be read. */
export function whyNone(question: string, wanted: Wanted, sources: readonly SourceFacts[]): Why {
  const what = [wanted.rule, wanted.resource].filter(Boolean).join(" / ");
  const unread = sources.find(({ quarantined }) => quarantined);
  const unknown = link(
    "condition",
    "unknown",
    null,
    both(
      "The receiver knows nothing of what CloudMonitor measured: look at the rule's history in its console",
      "接收端不知道云监控测到了什么：请在控制台查看规则的报警历史",
    ),
  );
  const name = unread?.name ?? (sources.length === 1 ? (sources[0]?.name ?? null) : null);
  return conclude(question, { incident: null, source: name }, [
    unknown,
    unread?.quarantined
      ? quarantinedLink(unread.quarantined, unread.name)
      : missingCallback(what, wanted, sources),
  ]);
}

function quarantinedLink({ at, reason }: { at: string; reason: string }, source: string): Found {
  return link(
    "callback",
    "missing",
    at,
    both(
      `A body arrived at ${source} and could not be read: ${reason}. It is in quarantine`,
      `${source} 收到一个无法读取的请求：${reason}。已放入隔离区`,
    ),
  );
}

function missingCallback(what: string, { at }: Wanted, sources: readonly SourceFacts[]): Found {
  const until = at === undefined ? both("", "") : both(` until ${iso(at)}`, `（截至 ${iso(at)}）`);
  const latest = sources
    .map(({ latestEventAt }) => latestEventAt ?? "")
    .sort()
    .at(-1);
  const verified = sources.some(({ verifiedAt }) => verifiedAt !== null);
  const rest = latest
    ? both(
        `; others did, the latest at ${latest}: it did not fire, was muted by CloudMonitor, or has no callback to this receiver`,
        `；其他回调有到达，最近一次在 ${latest}：规则没有触发、被云监控静默，或没有指向本接收端的回调`,
      )
    : verified
      ? both(
          "; CloudMonitor has only verified the URL so far, no rule has called",
          "；云监控目前只验证过地址，没有规则回调过",
        )
      : both(
          "; nothing has ever called this receiver: is the callback URL the right one?",
          "；从未有任何回调：回调地址是否正确？",
        );
  return link(
    "callback",
    "missing",
    null,
    both(
      `No callback of ${what} has arrived${until.en}${rest.en}`,
      `没有收到 ${what} 的回调${until.zh}${rest.zh}`,
    ),
  );
}

/** The newest happening at a time; without one, what opened the incident. */
function happeningAt(timeline: readonly Happening[], at: number | undefined): Happening | undefined {
  if (at === undefined)
    return timeline.findLast(({ decision }) => !TELLS_NOBODY.has(decision)) ?? timeline.at(-1);
  return timeline.find(({ receivedAt }) => Date.parse(receivedAt) <= at) ?? timeline.at(-1);
}

function linksOf(incident: Incident, about: Happening): Found[] {
  const { at, receivedAt, decision, meaning, value, body, by } = about;
  const measured: Found[] =
    value !== null && incident.condition !== null
      ? [
          link("data", "ok", at, measuredText(value, incident)),
          link("condition", "ok", at, conditionBoth(incident)),
        ]
      : [];
  const came = body !== null;
  const callback = link(
    "callback",
    "ok",
    receivedAt,
    came
      ? both(`CloudMonitor called at ${receivedAt}`, `云监控在 ${receivedAt} 回调`)
      : by === null
        ? both(
            `No callback: the receiver decided by itself at ${receivedAt}`,
            `没有回调：接收端在 ${receivedAt} 自行决定`,
          )
        : both(`No callback: ${by} did it at ${receivedAt}`, `没有回调：${by} 在 ${receivedAt} 操作`),
  );
  const isSilent = TELLS_NOBODY.has(decision);
  const decided = link(
    "decision",
    isSilent ? "missing" : "ok",
    receivedAt,
    both(`${decision}: ${meaning.en}`, `${decision}：${meaning.zh}`),
  );
  const before = [...measured, callback, decided];
  if (isSilent) return before;
  const held = holdOf(incident, about);
  if (held) return [...before, held];
  if (incident.destinations.length === 0 && about.told.length === 0)
    return [
      ...before,
      link(
        "route",
        "missing",
        null,
        both(
          "No route takes it, and the source delivers to nobody",
          "没有匹配的路由，数据源也没有默认的目的地",
        ),
      ),
    ];
  const told = about.told.length > 0 ? about.told : incident.destinations;
  const route = link(
    "route",
    "ok",
    receivedAt,
    both(`It goes to ${told.join(", ")}`, `发送到 ${told.join("、")}`),
  );
  return [...before, route, ...Object.entries(incident.told).map(([name, each]) => attemptOf(name, each))];
}

function measuredText(value: string, { metric, unit }: Incident): Both {
  const of = metric ?? "";
  return both(
    `CloudMonitor measured ${of} ${quantity(value, unit ?? undefined, "en")}`.replace("  ", " "),
    `云监控测得 ${of} ${quantity(value, unit ?? undefined, "zh")}`.replace("  ", " "),
  );
}

function conditionBoth({ condition, unit }: Incident): Both {
  const text = condition ?? "";
  return both(
    `The rule's condition is met: ${conditionText(text, unit ?? undefined, "en")}`,
    `满足规则条件：${conditionText(text, unit ?? undefined, "zh")}`,
  );
}

/** What held it back: nothing was told with the event, and a stage says why. */
function holdOf({ reason, state, told }: Incident, about: Happening): Found | undefined {
  const why = about.reason ?? reason;
  const arrived = Object.values(told).some(({ state: stands }) => stands !== "nothing");
  if (!why || about.decision === "released" || (arrived && about.reason === null)) return undefined;
  if (arrived && about.decision === "opened" && state === "open" && reason === null) return undefined;
  return link("hold", "missing", about.receivedAt, why);
}

function attemptOf(name: string, { state, toldAt, attempts, nextTry, reason, count }: Told): Found {
  const last = attempts.at(-1);
  const tries = (n: number) => both(n === 1 ? "1 try" : `${n} tries`, `${n} 次尝试`);
  switch (state) {
    case "told":
    case "over": {
      const first = attempts.find(({ outcome }) => outcome === "delivered");
      const late = first?.late ?? 0;
      const failed = attempts.filter(({ outcome }) => outcome !== "delivered").length;
      return link(
        "attempt",
        "ok",
        first?.at ?? toldAt,
        both(
          `${name} took it ${spanText(late, "en")} after its callback${failed > 0 ? `, after ${tries(failed).en} that failed` : ""}`,
          `${name} 在回调后 ${spanText(late, "zh")} 收到${failed > 0 ? `（此前 ${tries(failed).zh}失败）` : ""}`,
        ),
      );
    }
    case "waiting": {
      const why = reason ?? last?.reason ?? null;
      const then = nextTry === null ? both("", "") : both(`; next try ${nextTry}`, `；下次尝试 ${nextTry}`);
      return link(
        "attempt",
        "missing",
        last?.at ?? null,
        why === null
          ? both(`${name}: not tried yet${then.en}`, `${name}：尚未尝试${then.zh}`)
          : both(
              `${name} has not taken it in ${tries(count).en}: ${why}${then.en}`,
              `${name} 在 ${tries(count).zh}后仍未收到：${failureText(why, "zh")}${then.zh}`,
            ),
      );
    }
    case "dead": {
      const why = last?.reason ?? reason ?? "";
      return link(
        "attempt",
        "missing",
        last?.at ?? null,
        both(
          `${name} refused it for good: ${why}. It is a dead letter`,
          `${name} 拒绝了消息：${failureText(why, "zh")}。已成为死信`,
        ),
      );
    }
    case "nothing":
      return link(
        "attempt",
        "missing",
        null,
        both(
          `${name} was never told of it: it was over before, or is not handed over yet`,
          `${name} 没有被通知：此前已结束，或尚未交接`,
        ),
      );
  }
}

function conclude(question: string, of: Pick<Why, "incident" | "source">, links: Found[]): Why {
  const broken = links.find(({ state }) => state === "missing");
  const arrived = links.filter((each) => each.link === "attempt" && each.state === "ok");
  const all = (language: keyof Both) => arrived.map(({ text }) => text[language]).join("; ");
  const answer =
    broken?.text ?? (arrived.length > 0 ? both(all("en"), all("zh")) : (links.at(-1)?.text ?? both("", "")));
  return { question, ...of, links, answer, broken: broken?.link ?? null };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
