import { parse } from "valibot";
import { describe, expect, test } from "vitest";
import { IncidentPage, Why } from "../../../receiver/api/shapes.ts";
import type { RelayConfig } from "../../../receiver/config/config.ts";
import { operatorToken } from "../../../receiver/config/token.ts";
import { PATH } from "../../../receiver/config/urls.ts";
import { CONFIG, SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { callbackUrl, deploy, freshWorld, HOUR, MINUTE, pass, post, request } from "../kit.ts";
import { HANGS, happily, world } from "../virtual-world.ts";

freshWorld();

async function ask(path: string, body?: object) {
  const response = await request(`https://relay.example.com${PATH.api}${path}`, {
    headers: { authorization: `Bearer ${operatorToken(SECRET, 1)}` },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

const newestKey = async () => parse(IncidentPage, await ask("/incidents")).incidents[0]?.key ?? "";

/** itoc360 answers so. */
function answers(status: number, body: string = ""): void {
  world.answer = (each) => (each.url.includes("itoc360") ? new Response(body, { status }) : happily(each));
}

const fire = async (changes: Record<string, string> = {}, source = "production") => {
  await post(source, fields(changes));
  await pass(MINUTE);
};
const recover = async (source = "production") => {
  await post(source, recovery());
  await pass(MINUTE);
};

function configured(change: (config: RelayConfig) => void): Promise<void> {
  const config = structuredClone(CONFIG);
  change(config);
  return deploy(config);
}

const production = (config: RelayConfig) => {
  const { production: source } = config.sources;
  if (!source) throw new Error("there is no production");
  return source;
};

interface Scenario {
  happens: () => Promise<unknown>;
  /** The first link that is missing. */
  broken: string | null;
  answer: RegExp;
  chinese?: RegExp;
  /** A link that has to be there. */
  link?: [string, RegExp];
}

const TOLD: Record<string, Scenario> = {
  "a page that arrived": {
    happens: () => fire(),
    broken: null,
    answer: /^itoc360 took it .+ after its callback$/,
    chinese: /^itoc360 在回调后 .+ 收到$/,
    link: ["data", /measured CPUUtilization 97\.4 %/],
  },
  "its condition": {
    happens: () => fire({ expression: "$Maximum>80" }),
    broken: null,
    answer: /took it/,
    link: ["condition", /Maximum > 80 %/],
  },
  "one that arrived at four": {
    happens: () => fire({}, "everywhere"),
    broken: null,
    answer: /itoc360 took it .*; ilert took it .*; flashduty took it .*; hook took it/,
    link: ["route", /itoc360, ilert, flashduty, hook/],
  },
  "a page after an outage": {
    happens: async () => {
      answers(503);
      await fire();
      await pass(5 * MINUTE);
      world.answer = happily;
      await pass(10 * MINUTE);
    },
    broken: null,
    answer: /after \d+ tries that failed/,
  },
  "an incident that is over": {
    happens: async () => {
      await fire();
      await recover();
    },
    broken: null,
    answer: /took it/,
  },
  "one that escalated": {
    happens: async () => {
      await fire({ triggerLevel: "WARN" });
      await fire({ triggerLevel: "CRITICAL" });
    },
    broken: null,
    answer: /took it/,
  },
  "one without data": {
    happens: () => fire({ alertState: "INSUFFICIENT_DATA" }),
    broken: null,
    answer: /took it/,
  },
  "one by a route": {
    happens: () => fire({ instanceName: "web-7" }, "routed"),
    broken: null,
    answer: /flashduty took it/,
    link: ["route", /flashduty, hook/],
  },
  "one that no route takes": {
    happens: () => fire({ instanceName: "db-7", triggerLevel: "WARN" }, "routed"),
    broken: null,
    answer: /itoc360 took it/,
  },
  "one that is released from a window": {
    happens: async () => {
      await configured((config) => {
        const until = world.time + HOUR;
        production(config).maintenance = [{ name: "rds", when: {}, from: world.time - HOUR, until }];
      });
      await fire();
      await pass(2 * HOUR);
    },
    broken: null,
    answer: /itoc360 took it/,
  },
  "one that a vendor limits": {
    happens: async () => {
      answers(429);
      await fire();
      world.answer = happily;
      await pass(10 * MINUTE);
    },
    broken: null,
    answer: /after \d+ tr(y|ies) that failed/,
  },
  "one whose level nobody knows": {
    happens: () => fire({ triggerLevel: "DREADFUL" }),
    broken: null,
    answer: /itoc360 took it/,
  },
  "one that a person handed over": {
    happens: async () => {
      await fire();
      await ask(`/incidents/${await newestKey()}/hand-over`, { destination: "ilert" });
      await pass(MINUTE);
    },
    broken: null,
    answer: /ilert took it/,
  },
};

const vendorAnswers = (status: number, reason: RegExp): Scenario => ({
  happens: async () => {
    answers(status);
    await fire();
    await pass(5 * MINUTE);
  },
  broken: "attempt",
  answer: reason,
});

const NOT_TOLD: Record<string, Scenario> = {
  "a vendor that is down": {
    ...vendorAnswers(503, /^itoc360 has not taken it in \d+ tr(y|ies): HTTP 503; next try 20/),
    chinese: /^itoc360 在 .+后仍未收到：HTTP 503/,
  },
  "a vendor whose proxy is broken": vendorAnswers(502, /HTTP 502; next try/),
  "a vendor that limits": vendorAnswers(429, /HTTP 429/),
  "a key that is refused": vendorAnswers(401, /HTTP 401/),
  "access that is forbidden": vendorAnswers(403, /HTTP 403/),
  "an address that is gone": vendorAnswers(410, /HTTP 410/),
  "a refused message": vendorAnswers(400, /^itoc360 refused it for good: .*HTTP 400.* It is a dead letter$/),
  "a vendor that hangs": {
    happens: async () => {
      world.answer = (each) => (each.url.includes("itoc360") ? HANGS : happily(each));
      await fire();
      await pass(5 * MINUTE);
    },
    broken: "attempt",
    answer: /no answer within/,
  },
  "one of four that does not take it": {
    happens: async () => {
      world.answer = (each) =>
        each.url.includes("ilert") ? new Response("", { status: 500 }) : happily(each);
      await fire({}, "everywhere");
      await pass(5 * MINUTE);
    },
    broken: "attempt",
    answer: /^ilert has not taken it/,
    link: ["attempt", /itoc360 took it/],
  },
  "a destination that is held": {
    happens: async () => {
      await ask("/destinations/itoc360/hold", { by: "li.wei" });
      await fire();
    },
    broken: "attempt",
    answer: /^itoc360: not tried yet$/,
  },
  "what was discarded": {
    happens: async () => {
      await ask("/destinations/itoc360/hold", {});
      await fire();
      await ask("/destinations/itoc360/discard", {});
      await pass(MINUTE);
    },
    broken: "attempt",
    answer: /^itoc360/,
  },
  "a source that delivers to nobody": {
    happens: async () => {
      await configured((config) => {
        production(config).deliverTo = [];
      });
      await fire();
    },
    broken: "route",
    answer: /No route takes it, and the source delivers to nobody/,
    chinese: /没有匹配的路由/,
  },
  "a maintenance window": {
    happens: async () => {
      await configured((config) => {
        const until = world.time + HOUR;
        production(config).maintenance = [{ name: "rds", when: {}, from: world.time - HOUR, until }];
      });
      await fire();
    },
    broken: "hold",
    answer: /^held by the maintenance window "rds" until/,
    chinese: /维护窗口“rds”/,
  },
  "a window in which it was over again": {
    happens: async () => {
      await configured((config) => {
        const until = world.time + HOUR;
        production(config).maintenance = [{ name: "rds", when: {}, from: world.time - HOUR, until }];
      });
      await fire();
      await recover();
    },
    broken: "hold",
    answer: /^held by the maintenance window "rds"/,
  },
  "an inhibition": {
    happens: async () => {
      await configured((config) => {
        production(config).inhibitions = [
          { name: "host", cause: { rule: ["host-down"] }, effects: { rule: ["ecs-cpu"] } },
        ];
      });
      await post("production", fields(), "host-down");
      await pass(MINUTE);
      await fire();
    },
    broken: "hold",
    answer: /^held by the inhibition "host"/,
  },
  "what was silenced and opened again": {
    happens: async () => {
      await fire();
      await ask(`/incidents/${await newestKey()}/silence`, { by: "li.wei" });
      await recover();
      await fire();
    },
    broken: "hold",
    answer: /^held by a silence of li\.wei until/,
  },
};

/** How a question may be asked. The rule and the resource are the same in every scenario. */
const FORMS: Record<string, () => Promise<string>> = {
  "of the incident": async () => `incident=${await newestKey()}`,
  "of the rule": async () => "rule=ecs-cpu",
  "of the rule at a time": async () => `rule=ecs-cpu&at=${new Date(world.time).toISOString()}`,
  "of the resource": async () => "resource=i-1",
};

async function check(question: string, { broken, answer, chinese, link }: Scenario): Promise<void> {
  const said = parse(Why, await ask(`/why?${question}`));
  expect([said.broken, said.answer.en]).toEqual([broken, expect.stringMatching(answer)]);
  if (chinese) expect(said.answer.zh).toMatch(chinese);
  if (link) {
    const [name, text] = link;
    const of = said.links.filter((each) => each.link === name).map((each) => each.text.en);
    expect(of).toContainEqual(expect.stringMatching(text));
  }
}

const asked = (scenarios: Record<string, Scenario>) =>
  Object.entries(scenarios).flatMap(([name, scenario]) =>
    Object.entries(FORMS).flatMap(([form, question]) =>
      // A time is asked for below, where it tells something of its own.
      form === "of the rule at a time" ? [] : [[name, form, scenario, question] as const],
    ),
  );

describe("why", () => {
  test.each(asked(TOLD))("%s, %s", async (_, __, scenario, question) => {
    await scenario.happens();
    await check(await question(), scenario);
  });
});

describe("why not", () => {
  test.each(asked(NOT_TOLD))("%s, %s", async (_, __, scenario, question) => {
    await scenario.happens();
    await check(await question(), scenario);
  });

  /** At the time of asking. */
  const LATER: Record<string, Scenario> = {
    "a copy": {
      happens: async () => {
        const same = fields();
        await post("production", same);
        await pass(MINUTE);
        await post("production", same);
      },
      broken: "decision",
      answer: /^duplicate: The same callback again/,
      chinese: /^duplicate：重复的回调/,
    },
    "an older one": {
      happens: async () => {
        await fire();
        await post("production", fields({ timestamp: String(world.time - HOUR) }));
      },
      broken: "decision",
      answer: /^late: Older than what is known/,
    },
    "what a person said is over": {
      happens: async () => {
        await fire();
        await ask(`/incidents/${await newestKey()}/resolve`, {});
        await pass(MINUTE);
        await fire();
      },
      broken: "decision",
      answer: /^dismissed: Still firing, no worse/,
    },
    "the recovery of what a person said is over": {
      happens: async () => {
        await fire();
        await ask(`/incidents/${await newestKey()}/resolve`, {});
        await pass(MINUTE);
        await recover();
      },
      broken: "decision",
      answer: /^confirmed: Recovered/,
    },
    "a repetition of what is silenced": {
      happens: async () => {
        await fire();
        await ask(`/incidents/${await newestKey()}/silence`, { by: "li.wei" });
        await fire();
      },
      broken: "hold",
      answer: /^held by a silence of li\.wei/,
    },
  };

  test.each(Object.entries(LATER))("%s", async (_, scenario) => {
    await scenario.happens();
    await check(await (FORMS["of the rule at a time"] as () => Promise<string>)(), scenario);
  });

  const NOTHING: Record<string, Scenario & { question?: string }> = {
    "nothing ever called": {
      happens: async () => {},
      broken: "callback",
      answer: /^No callback of ecs-cpu has arrived; nothing has ever called this receiver/,
      chinese: /从未有任何回调/,
    },
    "the URL was only verified": {
      happens: async () => request(await callbackUrl("production")),
      broken: "callback",
      answer: /CloudMonitor has only verified the URL so far/,
    },
    "only other rules called": {
      happens: async () => {
        await post("production", fields({ ruleId: "disk--0", alertName: "Disk" }), "disk");
        await pass(MINUTE);
      },
      broken: "callback",
      answer:
        /others did, the latest at 20.*: it did not fire, was muted by CloudMonitor, or has no callback/,
    },
    "a body that could not be read": {
      happens: async () =>
        request(await callbackUrl("production"), { method: "POST", body: "<alert>ecs-cpu</alert>" }),
      broken: "callback",
      answer: /^A body arrived at production and could not be read: .+ It is in quarantine$/,
    },
    "before it fired": {
      question: "rule=ecs-cpu&at=2026-11-19T00:00:00Z",
      happens: () => fire(),
      broken: "callback",
      answer: /^No callback of ecs-cpu has arrived until 2026-11-19/,
    },
    "of another source": {
      question: "rule=ecs-cpu&source=hangzhou",
      happens: () => fire(),
      broken: "callback",
      answer: /nothing has ever called/,
    },
    "of another resource": {
      question: "rule=ecs-cpu&resource=i-9",
      happens: () => fire(),
      broken: "callback",
      answer: /^No callback of ecs-cpu \/ i-9 has arrived/,
    },
    "long after it was over": {
      question: "rule=ecs-cpu&at=2026-11-20T12:00:00Z",
      happens: async () => {
        await fire();
        await recover();
      },
      broken: "callback",
      answer: /^No callback of ecs-cpu has arrived until 2026-11-20T12/,
    },
  };

  test.each(Object.entries(NOTHING))("%s", async (_, { question = "rule=ecs-cpu", ...scenario }) => {
    await scenario.happens();
    await check(question, scenario);
  });
});

test("at least a hundred questions are asked, forty of them why not", () => {
  const no = asked(NOT_TOLD).length + 13;
  expect(no).toBeGreaterThanOrEqual(40);
  expect(asked(TOLD).length + no).toBeGreaterThanOrEqual(100);
});

test("a question without a subject is refused, and one of no incident not found", async () => {
  await expect(ask("/why")).rejects.toThrow(/400 .*name an incident, a rule or a resource/);
  await expect(ask(`/why?incident=${"0".repeat(64)}`)).rejects.toThrow(/404/);
});
