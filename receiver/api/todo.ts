import type { PingReport } from "../answers.ts";
import { failureText } from "../message/reasons.ts";
import type { Both, Overview, Todo } from "./shapes.ts";

type Standing = Pick<Overview, "sources" | "destinations">;

const both = (en: string, zh: string): Both => ({ en, zh });

/** What a person must act on, worst first: where pages don't arrive, then what may hide that, then what died. */
export function todoOf(
  { sources, destinations }: Standing,
  pings: Readonly<Record<string, PingReport>>,
): Todo[] {
  const all = Object.entries(destinations);
  return [
    ...all.flatMap(([name, each]) => standing(name, each)),
    ...Object.entries(sources).flatMap(([name, { heartbeats = {}, drill }]) => [
      ...Object.entries(heartbeats).flatMap(([beat, { missing }]) => (missing ? [silent(name, beat)] : [])),
      ...(drill?.outcome === "failed" ? [drilled(name, drill.problem)] : []),
    ]),
    ...Object.entries(pings).flatMap(([name, { problem, triedAt }]) =>
      problem === null || triedAt === null ? [] : [pinged(name, problem)],
    ),
    ...all.flatMap(([name, { deadLetters }]) => (deadLetters > 0 ? [dead(name, deadLetters)] : [])),
  ];
}

function standing(name: string, { state, since, refusal }: Standing["destinations"][string]): Todo[] {
  const at = { what: "destination" as const, name, see: `dead-letters/${name}` };
  const from = since ?? "";
  switch (state) {
    case "refused": {
      const reason = refusal?.reason ?? "";
      return [
        {
          ...at,
          text: both(
            `${name} refuses access since ${from}: ${reason}`,
            `${name} 自 ${from} 起拒绝访问：${failureText(reason, "zh")}`,
          ),
          doThis: both(
            "Renew its key or URL and deploy. What waits goes out then, and what died of it is raised.",
            "更换密钥或地址并重新部署。等待的消息随后发出，因此成为死信的会被重新发送。",
          ),
        },
      ];
    }
    case "down":
      return [
        {
          ...at,
          text: both(`${name} has not answered since ${from}`, `${name} 自 ${from} 起没有应答`),
          doThis: both(
            "Look at the vendor's status page. What waits goes out once it answers; its fallback gets the pages.",
            "请查看厂商的状态页。恢复应答后等待的消息会发出；备用目的地会收到告警。",
          ),
        },
      ];
    case "held":
      return [
        {
          ...at,
          text: both(`${name} is held by an operator since ${from}`, `${name} 自 ${from} 起被操作员暂停`),
          doThis: both("Release it as soon as it may be told again.", "可以通知时请恢复发送。"),
        },
      ];
    default:
      return [];
  }
}

function silent(source: string, beat: string): Todo {
  return {
    ...{ what: "heartbeat", name: source, see: null },
    text: both(
      `The heartbeat ${beat} of ${source} stays away: CloudMonitor may not reach this receiver`,
      `${source} 的心跳 ${beat} 没有到达：云监控可能无法到达本接收端`,
    ),
    doThis: both(
      "Test the callback URL from CloudMonitor's console, and look whether the heartbeat's rule is enabled.",
      "请在云监控控制台测试回调地址，并检查心跳规则是否启用。",
    ),
  };
}

function drilled(source: string, problem: string | null): Todo {
  return {
    ...{ what: "drill", name: source, see: null },
    text: both(
      `The last fire drill of ${source} failed: ${problem ?? ""}`,
      `${source} 最近一次演练失败：${problem ?? ""}`,
    ),
    doThis: both(
      "Look at the destination that did not take it, then drill again.",
      "请检查没有收到的目的地，然后再次演练。",
    ),
  };
}

function pinged(name: string, problem: string): Todo {
  return {
    ...{ what: "ping", name, see: null },
    text: both(`The watcher ${name} gets no pings: ${problem}`, `监视方 ${name} 没有收到心跳：${problem}`),
    doThis: both(
      "Look whether its URL is right: while it hears nothing it can't tell that this receiver is down.",
      "请检查其地址：收不到心跳时它无法发现本接收端停止工作。",
    ),
  };
}

function dead(name: string, count: number): Todo {
  const letters = count === 1 ? "1 dead letter" : `${count} dead letters`;
  return {
    ...{ what: "destination", name, see: `dead-letters/${name}` },
    text: both(`${name} has ${letters} that nothing was done about`, `${name} 有 ${count} 条未处理的死信`),
    doThis: both(
      "Read why, remove the cause, then replay or discard them.",
      "请查看原因并排除，然后重放或丢弃。",
    ),
  };
}
