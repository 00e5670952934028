import { describe, expect, test } from "vitest";
import { type DrillPost, postDrill } from "../../../receiver/drill/callback.ts";
import { begun } from "../../../receiver/drill/state.ts";
import { drillAlert } from "../../../receiver/drill/words.ts";
import type { Surroundings } from "../../../receiver/surroundings.ts";

const NOW = 1_800_000_000_000;
const TOKEN = "a-token-that-is-made-up";
const POST: DrillPost = {
  address: "https://relay.example.com",
  source: "production",
  token: TOKEN,
  id: "drill-1",
  language: "en",
  drill: {},
};

/** Posts, to a receiver that answers so: what it was sent, and what came of it. */
async function post(
  answer: () => Response,
  changes: Partial<DrillPost> = {},
  state: "ALERT" | "OK" = "ALERT",
): Promise<{ url: URL; init: RequestInit; body: Record<string, string>; problem: string | undefined }> {
  let sent: [string, RequestInit] = ["", {}];
  const world = {
    now: () => NOW,
    timeout: (milliseconds: number) => AbortSignal.timeout(milliseconds),
    fetch: async (url: string, init: RequestInit) => {
      sent = [url, init];
      return answer();
    },
  } as unknown as Surroundings;
  const problem = await postDrill({ ...POST, ...changes }, state, world);
  const [url, init] = sent;
  return {
    url: new URL(url),
    init,
    body: Object.fromEntries(new URLSearchParams(String(init.body))),
    problem,
  };
}

const taken = () => Response.json({ decision: "opened" });

describe("a drill's callback", () => {
  test("is as CloudMonitor's, to the source's own address", async () => {
    const { url, init, body, problem } = await post(taken, { drill: { labels: { team: "shop" } } });
    expect(problem).toBeUndefined();
    expect(url.origin + url.pathname).toBe("https://relay.example.com/callbacks/production");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      token: TOKEN,
      rule: "cloudmonitor-relay drill",
      drill: "drill-1",
      "label.team": "shop",
    });
    expect(init).toMatchObject({
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "cloudmonitor-relay" },
    });
    expect(init.signal).toBeInstanceOf(AbortSignal);
    expect(body).toEqual({
      alertName: "Fire drill: nothing is wrong",
      alertState: "ALERT",
      dimensions: "{drill=production}",
      triggerLevel: "CRITICAL",
      preTriggerLevel: "OK",
      timestamp: String(NOW),
    });
  });

  test("has the level and the language of the source; its recovery says what it ends", async () => {
    const changes = { language: "zh", drill: { level: "WARN" } } as const;
    expect((await post(taken, changes)).body).toMatchObject({
      alertName: "告警演练：无需处理",
      triggerLevel: "WARN",
      preTriggerLevel: "OK",
    });
    expect((await post(taken, changes, "OK")).body).toMatchObject({
      alertState: "OK",
      triggerLevel: "OK",
      preTriggerLevel: "WARN",
    });
  });
});

describe("an answer to it", () => {
  const own = "the receiver's own address";

  test.each(["opened", "repeated", "duplicate", "resolved"])("%s is what a drill wants", async (decision) => {
    expect((await post(() => Response.json({ decision }))).problem).toBeUndefined();
  });

  test.each<[string, () => Response, string]>([
    [
      "of another decision",
      () => Response.json({ decision: "quarantined" }),
      `${own} answered HTTP 200 {"decision":"quarantined"}`,
    ],
    [
      "of another status",
      () => Response.json({ decision: "opened" }, { status: 202 }),
      `${own} answered HTTP 202 {"decision":"opened"}`,
    ],
    [
      "without its token, which a proxy may repeat",
      () => new Response(` no ${TOKEN} and ${TOKEN}\n`, { status: 404 }),
      `${own} answered HTTP 404 no (secret) and (secret)`,
    ],
    [
      "as long as a page",
      () => new Response("x".repeat(201), { status: 502 }),
      `${own} answered HTTP 502 ${"x".repeat(200)}`,
    ],
    [
      "that does not come",
      () => {
        throw Object.assign(new Error(TOKEN), { name: "TimeoutError" });
      },
      `${own} did not answer within 10 s`,
    ],
    [
      "that can't come",
      () => {
        throw new TypeError(`fetch failed: ${TOKEN}`);
      },
      `${own} can't be reached`,
    ],
  ])("%s", async (_, answer, problem) => {
    expect((await post(answer)).problem).toBe(problem);
  });
});

describe("what people are told of drills", () => {
  const drill = begun("id", null, 1000, undefined);

  test("is that one failed, and why", () => {
    const failed = { ...drill, problem: "chat did not take the alert within 60 s" };
    expect(drillAlert(failed, "production", "en", NOW)).toEqual({
      kind: "receiver",
      state: "firing",
      level: "critical",
      time: NOW,
      rule: { key: "cloudmonitor-relay drill failed", name: "Fire drill failed" },
      dimensions: { drill: "production" },
      text: "The fire drill of production failed: chat did not take the alert within 60 s\nA real alert would go the same way. GET /status shows how far the drill came.",
      fields: {},
    });
    expect(drillAlert(failed, "production", "zh", NOW)).toMatchObject({
      rule: { name: "告警演练失败" },
      text: "production 的告警演练失败：chat did not take the alert within 60 s\n真实告警会走同样的路径。GET /status 显示演练进行到哪一步。",
    });
  });

  test("or that one has passed after it", () => {
    const passed = { state: "resolved", text: "The fire drill of production passed." };
    expect(drillAlert(drill, "production", "en", NOW)).toMatchObject(passed);
    expect(drillAlert(drill, "production", "zh", NOW).text).toBe("production 的告警演练已通过。");
  });
});
