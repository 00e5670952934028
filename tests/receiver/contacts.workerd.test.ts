import { describe, expect, test } from "vitest";
import { fields, recovery } from "./callback.ts";
import { callbackUrl, freshWorld, MINUTE, pass, post, request, SECOND, sentTo, statusOf } from "./kit.ts";
import { payload } from "./sources/read.ts";
import { world } from "./virtual-world.ts";

/** A contact and a rule that both point at the receiver, as the vendors' guides have it. */

freshWorld();

const ITOC = "api.itoc360.app";

async function send(body: string | object, parameters = "", source = "production"): Promise<string> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await request(`${await callbackUrl(source)}${parameters}`, { method: "POST", body: text });
  return ((await response.json()) as { decision: string }).decision;
}

const form = (changes?: Record<string, string>) => new URLSearchParams(fields(changes)).toString();
const recovered = (changes?: Record<string, string>) => new URLSearchParams(recovery(changes)).toString();

/** As a contact's webhook was seen: flat JSON, without what only rules say. */
function contact(all: Record<string, string>, ...without: string[]): object {
  const { groupId: _, unit: __, ...flat } = all;
  for (const name of without) delete flat[name];
  return flat;
}

/** What a contact is sent of the callback `fields()`, by the form that it has. */
const FORMS: Record<string, (all: Record<string, string>) => object> = {
  "flat JSON": (all) => contact(all),
  "flat JSON without the account": (all) => ({
    ...contact(all, "userId"),
    dimensions: '{"instanceId":"i-1"}',
  }),
  "flat JSON without account, region and level": (all) => ({
    ...contact(all, "userId", "regionId", "triggerLevel", "preTriggerLevel"),
    dimensions: "{instanceId=i-1}",
  }),
};

describe.each(Object.keys(FORMS))("a contact that is sent %s", (name) => {
  const copy = (all: Record<string, string>) => (FORMS[name] as (all: Record<string, string>) => object)(all);

  test.each(["&rule=ecs-cpu", "&rule=of-my-own", ""])(
    "is one incident with the rule, whichever is first; the rule's URL has %j",
    async (parameters) => {
      // What a component made has an id that begins with its key.
      const id: Record<string, string> =
        parameters === "&rule=of-my-own" ? { ruleId: "putNewAlarm_user_4711" } : {};
      const both = [
        (all: Record<string, string>) => send(new URLSearchParams({ ...all, ...id }).toString(), parameters),
        (all: Record<string, string>) => send(copy({ ...all, ...id })),
      ];
      for (const [first, second] of [both, [...both].reverse()] as const) {
        if (!first || !second) continue;
        const begun = sentTo(ITOC).length;
        const open = fields();
        expect(await first(open)).toBe("opened");
        expect(["duplicate", "repeated", "deescalated"]).toContain(await second(open));
        await pass(MINUTE);
        expect((await statusOf("production")).openIncidents.count).toBe(1);
        const over = recovery();
        expect(await second(over)).toBe("resolved");
        expect(["duplicate", "held"]).toContain(await first(over));
        await pass(MINUTE);
        expect((await statusOf("production")).openIncidents.count).toBe(0);
        const told = sentTo(ITOC).slice(begun);
        expect(new Set(told.map(({ id }) => id)).size).toBe(1);
        expect(told.at(-1)?.status).toBe("resolve");
      }
    },
  );

  test("is another incident for another resource or another rule", async () => {
    await send(form(), "&rule=ecs-cpu");
    const elsewhere = { ...fields(), dimensions: "{instanceId=i-2}", userId: "" };
    expect(await send(contact(elsewhere))).toBe("opened");
    expect(await send(contact(fields({ ruleId: "another--0123456789" })))).toBe("opened");
    expect(await send(contact(fields({ dimensions: "{userId=12, instanceId=i-1}", userId: "12" })))).toBe(
      "opened",
    );
    expect((await statusOf("production")).openIncidents.count).toBe(4);
  });
});

test("the contact's JSON that was seen in the field is one incident with its rule", async () => {
  const body = payload("field-contact-dimensions-json.json");
  const { timestamp = "" } = JSON.parse(body) as { timestamp?: string };
  const rule = { ruleId: "ecs-cpu-rule", alertName: "ECS High CPU", triggerLevel: "WARN", timestamp };
  expect(await send(form(rule), "&rule=web-cpu")).toBe("opened");
  expect(await send(body)).toBe("duplicate");
  await pass(SECOND);
  expect(sentTo(ITOC)).toMatchObject([{ status: "trigger", severity: "high" }]);
});

/** A robot's text about a rule and a resource, in the shape of each chat. */
const TEXT = (rule: string, resource: string, state = "ALERT") =>
  `CloudMonitor\nRule: ${rule}\nInstance: ${resource}\nLevel: CRITICAL\nState: ${state}`;
const ROBOTS: [string, (text: string) => object][] = [
  ["DingTalk text", (content) => ({ msgtype: "text", text: { content } })],
  ["DingTalk markdown", (text) => ({ msgtype: "markdown", markdown: { title: "CloudMonitor", text } })],
  ["WeCom markdown", (content) => ({ msgtype: "markdown", markdown: { content } })],
  ["Feishu text", (text) => ({ msg_type: "text", content: { text } })],
  ["Slack text", (text) => ({ text })],
  [
    "Slack blocks",
    (text) => ({ text: "CloudMonitor", blocks: [{ type: "section", text: { type: "mrkdwn", text } }] }),
  ],
];

describe.each(ROBOTS)("a robot's text as %s", (_, shape) => {
  test("is joined to the one open incident of the rule and resource that it names, and resolves it", async () => {
    await send(form(), "&rule=ecs-cpu");
    await pass(MINUTE);
    expect(await send(shape(TEXT("ECS CPU", "web-1/10.0.0.1")))).toBe("joined");
    expect(await send(shape(TEXT("ecs-cpu", "i-1")))).toBe("joined");
    await pass(MINUTE);
    expect(sentTo(ITOC)).toHaveLength(1);
    expect(await send(shape(TEXT("ECS CPU", "web-1", "OK")))).toBe("resolved");
    expect(["late", "duplicate"]).toContain(await send(recovered(), "&rule=ecs-cpu"));
    await pass(MINUTE);
    expect(sentTo(ITOC).map(({ status }) => status)).toEqual(["trigger", "resolve"]);
  });
});

describe("a robot's text", () => {
  const robot = (text: string) => ({ msgtype: "text", text: { content: text } });

  test.each(["web-1/10.0.0.1", "web-1", "10.0.0.1", "i-1", "web-1 (i-1)", "网站（i-1）"])(
    "names the resource as %s",
    async (resource) => {
      await send(form(), "&rule=ecs-cpu");
      expect(await send(robot(TEXT("ECS CPU", resource)))).toBe("joined");
    },
  );

  test.each(["web-2", "web", "1100000000000000", "10.0.0", "i-1,i-2"])(
    "does not name it as %s: it stands alone, and says so",
    async (resource) => {
      await send(form(), "&rule=ecs-cpu");
      expect(await send(robot(TEXT("ECS CPU", resource)))).toBe("opened");
      await pass(SECOND);
      expect(sentTo(ITOC)).toHaveLength(2);
      const texts = sentTo(ITOC).map(({ message }) => String(message));
      expect(texts.filter((text) => text.includes("so it is one of its own"))).toHaveLength(1);
    },
  );

  test("stands alone where it could mean two, and where nothing is open", async () => {
    expect(await send(robot(TEXT("ECS CPU", "web-1")))).toBe("opened");
    await send(robot(TEXT("ECS CPU", "web-1", "OK")));
    await send(form(), "&rule=ecs-cpu");
    await send(form({ dimensions: "{instanceId=i-2}" }), "&rule=ecs-cpu");
    await pass(MINUTE);
    expect(await send(robot(TEXT("ECS CPU", "web-1")))).toBe("opened");
    expect((await statusOf("production")).openIncidents.count).toBe(3);
  });

  test("does not name one of several dimensions", async () => {
    const port = { dimensions: "{instanceId=lb-1, port=80}", instanceName: "" };
    await send(form(port), "&rule=ecs-cpu");
    expect(await send(robot(TEXT("ECS CPU", "80")))).toBe("opened");
    expect(await send(robot(TEXT("ECS CPU", "lb-1 80")))).toBe("joined");
  });

  test("raises the level of what it is joined to, and takes back nothing that is not open", async () => {
    await send(form({ triggerLevel: "WARN" }), "&rule=ecs-cpu");
    await pass(MINUTE);
    expect(await send(robot(TEXT("ECS CPU", "web-1")))).toBe("escalated");
    await pass(MINUTE);
    const [, raised] = sentTo(ITOC);
    expect(raised?.severity).toBe("critical");
    expect(raised?.message).not.toContain("of its own");
    expect(await send(robot(TEXT("Other", "web-1", "OK")))).toBe("held");
  });

  test("in a Chinese source says so in Chinese", async () => {
    await send(robot(TEXT("ECS CPU", "web-1")), "", "hangzhou");
    await pass(SECOND);
    expect(JSON.stringify(sentTo("api.flashcat.cloud"))).toContain("因此单独告警");
  });

  test("names nothing that the next message of the rule could be taken for", async () => {
    await post("production", fields());
    const at = world.time;
    expect(await send(robot("The console says hello"))).toBe("opened");
    expect(world.time).toBe(at);
    expect((await statusOf("production")).openIncidents.count).toBe(2);
  });
});
