import { readFileSync } from "node:fs";
import { Provider } from "@pulumi/alicloud/provider.js";
import { beforeAll, describe, expect, test } from "vitest";
import { proveByForce, timeProof } from "../../bench/who/proof.ts";
import {
  AlertReceiver,
  Comparison,
  DestinationKind,
  EventBridgeRule,
  MetricRule,
  metrics,
  type SourceArgs,
} from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { explain } from "../../program/explain.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { callbackOf } from "../../program/who/example.ts";
import { type Hole, holesOf } from "../../program/who/prove.ts";
import { rowsOf } from "../../program/who/rows.ts";
import { signaturesOf } from "../../program/who/signatures.ts";
import { DESTINATION_KINDS, destinationOf } from "../../receiver/destinations/registry.ts";
import { globMatches } from "../../receiver/glob.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");

/** The plan of a receiver with these sources, and one rule at each, of the source's own name. */
async function programOf(
  sources: Record<string, SourceArgs>,
  twice: string[] = [],
  account?: string,
  also: (callback: AlertReceiver["callback"]) => void = () => {},
): Promise<Program> {
  const plan = await evaluateInline(
    () => {
      const receiver = new AlertReceiver("relay", {
        accountId: "0".repeat(32),
        hostname: "alerts.example.com",
        callbackSecret: "a-secret-of-these-tests-and-of-nothing-else",
        destinations: {
          pager: { kind: DestinationKind.Ilert, credential: "a-key-of-these-tests" },
          desk: { kind: DestinationKind.Opsgenie, credential: "a-key-of-these-tests" },
          chat: { kind: DestinationKind.Slack, url: "https://hooks.slack.com/services/T0/B0/made-up" },
        },
        sources,
      });
      const assumeRole = { roleArn: `acs:ram::${account}:role/monitoring` };
      const provider = account === undefined ? undefined : new Provider("account", { assumeRole });
      const args = (source: string) => ({
        metric: metrics.ecs.CPUUtilization,
        critical: { comparison: Comparison.AtLeast, threshold: 90 },
        warn: { comparison: Comparison.AtLeast, threshold: 80 },
        contactGroups: ["on-call"],
        labels: { team: "shop" },
        callback: receiver.callback(source),
      });
      const rule = (name: string, source: string) =>
        new MetricRule(name, args(source), provider ? { providers: [provider] } : {});
      for (const source of Object.keys(sources)) rule(source, source);
      for (const source of twice) rule(`${source}-again`, source);
      also((source) => receiver.callback(source));
    },
    { config: { "alicloud:region": "eu-central-1" } },
  );
  return readProgram({ ...plan, region: "eu-central-1" });
}

type Planted = (number: number) => Partial<SourceArgs>;

/** Sources with a hole, and the same ones without it. */
const PLANTED: Record<string, { hole: Planted; whole: Planted; kind: Hole["kind"] }> = {
  label: {
    hole: (number) => ({ routes: [{ labels: { env: [`lab-${number}-*`, "test?"] }, deliverTo: ["chat"] }] }),
    whole: (number) => ({ routes: [{ labels: { env: [`lab-${number}-*`] }, deliverTo: ["chat", "desk"] }] }),
    kind: "nobody-woken",
  },
  resource: {
    hole: (number) => ({ routes: [{ resources: [`batch-${number}*`], deliverTo: [], discard: true }] }),
    whole: (number) => ({
      routes: [{ resources: [`batch-${number}*`], levels: ["info"], deliverTo: [], discard: true }],
    }),
    kind: "nowhere",
  },
  level: {
    hole: (number) => ({ routes: [{ levels: ["critical"], rules: [`*-${number}`], deliverTo: ["chat"] }] }),
    whole: (number) => ({ routes: [{ levels: ["warn"], rules: [`*-${number}`], deliverTo: ["chat"] }] }),
    kind: "nobody-woken",
  },
  severity: {
    hole: () => ({ severities: { pager: { critical: "LOW/1" } } }),
    whole: () => ({ severities: { pager: { critical: "HIGH/3", warn: "LOW/1" } } }),
    kind: "nobody-woken",
  },
  shadow: {
    hole: (number) => ({
      routes: [
        { regions: ["eu-*"], deliverTo: ["pager"] },
        { regions: [`eu-${number}*`], rules: ["db-*"], deliverTo: ["desk"] },
      ],
    }),
    whole: (number) => ({
      routes: [
        { regions: [`eu-${number}*`], rules: ["db-*"], deliverTo: ["desk"] },
        { regions: ["eu-*"], deliverTo: ["pager"] },
      ],
    }),
    kind: "shadowed",
  },
};

const EACH = 6;
const names = Object.keys(PLANTED).flatMap((name) =>
  Array.from({ length: EACH }, (_, number) => [`${name}-${number}`, name, number] as const),
);

const plant = (which: "hole" | "whole") =>
  Object.fromEntries(
    names.map(([source, name, number]) => [
      source,
      { deliverTo: ["pager"], ...PLANTED[name]?.[which](number) },
    ]),
  );

describe("who is paged", () => {
  let program: Program;
  beforeAll(async () => {
    program = await programOf(plant("hole"));
  });

  test("is what the Worker's routing says of random alerts", () => {
    const { wrong, alerts, regions } = proveByForce({ seed: 7, alerts: 20_000 });
    expect([wrong, alerts]).toEqual([[], 20_000]);
    expect(regions).toBeGreaterThan(50);
  });

  test.each(names)("has a hole at %s, which is found", async (source, name) => {
    const holes = holesOf(program.receivers, [program], NOW).filter((each) => each.source === source);
    expect(new Set(holes.map(({ kind }) => kind))).toEqual(new Set([PLANTED[name]?.kind]));
    const [{ example } = { example: undefined }] = holes;
    const callback = example && callbackOf(example);
    const [receiver] = program.receivers;
    if (!callback || !receiver) throw new Error("no callback that shows it");
    const { config } = receiver;
    const { alerts } = await explain({ config, source, ...callback, access: () => undefined, now: 0 });
    const destinations = {
      label: ["chat"],
      resource: [],
      level: ["chat"],
      severity: ["pager"],
      shadow: ["pager"],
    };
    expect(alerts.map((each) => each.destinations)).toEqual([
      destinations[name as keyof typeof destinations],
    ]);
  });

  test("has none where none was planted", async () => {
    const whole = await programOf(plant("whole"));
    expect(holesOf(whole.receivers, [whole], NOW)).toEqual([]);
  });

  test("is nobody where the rule is of another account than its source expects", async () => {
    const sources = { shop: { deliverTo: ["pager"], expectedAccountId: "1100000000000001" } };
    // Whose account it is stands in the provider's role, or nobody can tell.
    const open = await programOf(sources);
    expect(holesOf(open.receivers, [open], NOW)).toEqual([]);
    const other = await programOf(sources, [], "1100000000000002");
    expect(holesOf(other.receivers, [other], NOW).map(({ kind, message }) => [kind, message])).toEqual([
      [
        "nowhere",
        'callbacks of "shop" are refused at the source "shop": they are of another account than it expects',
      ],
    ]);
  });

  test("knows what comes by EventBridge", async () => {
    const sources = { shop: { deliverTo: ["pager"] } };
    const found = await programOf(sources, [], undefined, (callback) => {
      new EventBridgeRule("servers", { product: "ECS", callback: callback("shop") });
    });
    const rows = rowsOf(found.receivers, [found], { rule: "servers" });
    expect(
      rows.map(({ raisedBy, level, told }) => [raisedBy, level, told?.map((each) => each.destination)]),
    ).toEqual([
      ["servers", "critical", ["pager"]],
      ["servers", "warn", ["pager"]],
      ["servers", "info", ["pager"]],
    ]);
  });

  test("pages twice where two rules have one condition", async () => {
    const found = await programOf({ shop: { deliverTo: ["pager"] } }, ["shop"]);
    expect(holesOf(found.receivers, [found], NOW).map(({ kind, message }) => [kind, message])).toEqual([
      ["twice", '"shop-again" and "shop" page twice for one condition: CPUUtilization at level critical'],
      ["twice", '"shop-again" and "shop" page twice for one condition: CPUUtilization at level warn'],
    ]);
  });

  test("has the times at which a maintenance window holds critical alerts", async () => {
    const found = await programOf({
      shop: {
        deliverTo: ["pager"],
        maintenance: [
          {
            name: "ecs",
            namespaces: ["acs_ecs_*"],
            schedule: "every Sunday 02:00–04:00",
            timeZone: "Asia/Shanghai",
          },
          { name: "rds", namespaces: ["acs_rds_*"], schedule: "every Sunday 02:00–04:00" },
          { name: "mild", schedule: "every day 02:00–04:00", passes: ["critical"] },
          { name: "over", from: "2026-11-01", until: "2026-11-02" },
        ],
      },
    });
    expect(holesOf(found.receivers, [found], NOW)).toMatchObject([
      {
        kind: "held",
        raisedBy: "shop",
        message:
          '"shop" at level critical wakes nobody while the maintenance window "ecs" holds it, every Sunday 02:00–04:00 Asia/Shanghai; where that is not meant, let critical pass',
      },
    ]);
    expect(holesOf(found.receivers, [found], Date.parse("2026-11-01T12:00Z"))).toHaveLength(2);
  });

  test("has the critical alerts that an inhibition holds for a milder cause", async () => {
    const found = await programOf({
      shop: {
        deliverTo: ["pager"],
        inhibitions: [
          { name: "mild", cause: { namespaces: ["acs_vpc*"] }, effects: { namespaces: ["acs_ecs_*"] } },
          {
            name: "bad",
            cause: { namespaces: ["acs_slb*"], levels: ["critical"] },
            effects: { namespaces: ["acs_ecs_*"] },
          },
          { name: "other", cause: { namespaces: ["acs_vpc*"] }, effects: { namespaces: ["acs_rds_*"] } },
        ],
      },
    });
    const [hole, ...others] = holesOf(found.receivers, [found], NOW);
    expect([hole?.kind, others]).toEqual(["held", []]);
    expect(hole?.message).toMatch(
      /^"shop" at level critical wakes nobody while the inhibition "mild" holds it, whose/,
    );
  });

  test("is not proven beyond a bound, and says so", async () => {
    const routes = Array.from({ length: 400 }, (_, index) => ({
      resources: [`*a${index}*b`, `*${index}c*`],
      deliverTo: ["pager"],
    }));
    const found = await programOf({ shop: { deliverTo: ["pager"], routes } });
    const holes = holesOf(found.receivers, [found], NOW);
    expect(holes.map(({ kind }) => kind)).toContain("not-proven");
  });

  test("is proven for a large program", { timeout: 60_000 }, async () => {
    const { holes } = await timeProof({ routes: 20, rules: 50 });
    expect(holes).toBe(0);
  });
});

test("every signature that a text has is found, with a text that has it", () => {
  const conditions = [["a*", "b?"], ["*b"], ["a*b*"], ["??"], ["*"]];
  const found = signaturesOf(conditions);
  for (const { meets, example = "" } of found)
    expect(meets).toEqual(conditions.map((each) => each.some((glob) => globMatches(glob, example))));
  const keys = new Set(found.map(({ meets }) => meets.join()));
  const letters = ["a", "b", "z"];
  const texts = letters.flatMap((x) => [
    x,
    ...letters.flatMap((y) => [x + y, ...letters.map((z) => x + y + z)]),
  ]);
  for (const text of texts)
    expect(keys).toContain(conditions.map((each) => each.some((glob) => globMatches(glob, text))).join());
});

test.each(DESTINATION_KINDS)("the words that wake somebody are words of %s", (kind) => {
  const { setup, severities, isChat, readByPeople } = destinationOf(kind);
  for (const word of setup.wakes) expect(setup.words).toContain(word);
  // A critical alert wakes somebody wherever people are paged.
  if (setup.words.length > 0 && !isChat && !readByPeople) expect(setup.wakes).toContain(severities.critical);
});

test("the page says of every destination which words wake somebody", () => {
  const page = readFileSync(new URL("../../docs/who.md", import.meta.url), "utf8");
  const rows = DESTINATION_KINDS.map((kind) => {
    const { words, wakes } = destinationOf(kind).setup;
    const text = (list: readonly string[]) => list.map((word) => `\`${word}\``).join(", ");
    const awake = words.length === 0 ? "decides itself; critical is taken to" : text(wakes) || "none";
    const rest = text(words.filter((word) => !wakes.includes(word)));
    return `| ${kind} | ${awake} | ${rest}${rest && " "}|`;
  });
  expect(page.split("\n").filter((line) => /^\| [a-z0-9-]+ \| [^w]/.test(line))).toEqual(rows);
});
