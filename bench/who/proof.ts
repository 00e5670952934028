import { isDeepStrictEqual } from "node:util";
import { AlertReceiver, Comparison, DestinationKind, MetricRule, metrics } from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { anyAlert } from "../../program/who/classes.ts";
import { Paging, toldOf } from "../../program/who/paged.ts";
import { holesOf } from "../../program/who/prove.ts";
import { regionsOf } from "../../program/who/regions.ts";
import { signatureOf } from "../../program/who/signatures.ts";
import type { Alert } from "../../receiver/alert.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { lookup } from "../../receiver/lookup.ts";
import { LABEL } from "../../receiver/routing.ts";
import { Random } from "../random.ts";
import { randomAlert, randomConfig, SOURCE } from "./world.ts";

/** How many alerts are asked of one configuration. */
const EACH = 2_000;

export interface Proof {
  alerts: number;
  configurations: number;
  /** Parts of all classes of alerts together. */
  regions: number;
  /** Alerts that go elsewhere than the part they are in says, or are in none or several. */
  wrong: { seed: number; config: RelayConfig; alert: Alert }[];
}

/** Sends random alerts through the Worker's own routing and through what is computed of their class. */
export function proveByForce({ seed, alerts }: { seed: number; alerts: number }): Proof {
  const proof: Proof = { alerts: 0, configurations: 0, regions: 0, wrong: [] };
  for (let begun = seed; proof.alerts < alerts; begun++) {
    const random = new Random(begun);
    const config = randomConfig(random);
    const paging = new Paging(config);
    const of = anyAlert(SOURCE);
    const outcomes = paging.outcomes(of);
    const space = paging.spaceOf(SOURCE).of(of);
    const regions = regionsOf(space.variables, space.routings);
    proof.configurations++;
    proof.regions += regions.length;
    for (let count = 0; count < EACH && proof.alerts < alerts; count++) {
      const alert = randomAlert(random);
      const level = alert.level ?? "critical";
      proof.alerts++;
      const places = space.names.map((name, index) => {
        const { meets } = signatureOf(space.lists[index] ?? [], textOf(name, alert));
        const all = space.variables[index]?.entries() ?? [];
        return [...all].flatMap(([at, each]) => (isDeepStrictEqual(each.meets, meets) ? [at] : []));
      });
      const inside = regions.filter(({ box }) =>
        places.every((alike, at) => alike.some((place) => box[at]?.includes(place))),
      );
      const computed = outcomes.find(
        ({ routes, level: of }) => of === level && isDeepStrictEqual(routes, inside[0]?.taken),
      );
      if (inside.length !== 1 || !isDeepStrictEqual(computed?.told[0], toldOf(config, SOURCE, alert, level)))
        proof.wrong.push({ seed: begun, config, alert });
    }
  }
  return proof;
}

function textOf(name: string, alert: Alert): string | undefined {
  const { rule, labels = {} } = alert;
  if (name === "key" || name === "name") return rule[name];
  if (name === "resource") return alert.resourceName;
  if (name.startsWith(LABEL)) return lookup(labels, name.slice(LABEL.length));
  return alert[name as "kind" | "level" | "namespace" | "metric" | "region"];
}

/** Seconds of processor time that it takes to prove a program of so many rules at a source of so many routes. */
export async function timeProof({ routes, rules }: { routes: number; rules: number }): Promise<{
  seconds: number;
  holes: number;
}> {
  const program = await largeProgram(routes, rules);
  const started = process.cpuUsage();
  const holes = holesOf(program.receivers, [program], 0);
  const { user, system } = process.cpuUsage(started);
  return { seconds: (user + system) / 1e6, holes: holes.length };
}

async function largeProgram(routes: number, rules: number): Promise<Program> {
  const plan = await evaluateInline(() => {
    const receiver = new AlertReceiver("relay", {
      accountId: "0".repeat(32),
      hostname: "alerts.example.com",
      callbackSecret: "a-secret-of-this-bench-and-of-nothing-else",
      destinations: {
        pager: { kind: DestinationKind.Ilert, credential: "a-key-of-this-bench" },
        desk: { kind: DestinationKind.Opsgenie, credential: "a-key-of-this-bench" },
      },
      sources: {
        shop: {
          deliverTo: ["pager"],
          routes: Array.from({ length: routes }, (_, index) => ({
            rules: [`team-${index}-*`],
            labels: { team: [`t${index}`] },
            ...(index % 2 === 0 && { resources: [`web-${index}-*`] }),
            deliverTo: [index % 3 === 0 ? "desk" : "pager"],
          })),
        },
      },
    });
    new MetricRule("team-0-cpu", {
      metric: metrics.ecs.CPUUtilization,
      critical: { comparison: Comparison.AtLeast, threshold: 90 },
      warn: { comparison: Comparison.AtLeast, threshold: 80 },
      contactGroups: ["on-call"],
      labels: { team: "t0" },
      callback: receiver.callback("shop"),
    });
  });
  const [rule] = plan.resources.filter(({ type }) => type.endsWith(":ServiceMetricAlarmRule"));
  if (!rule) throw new Error("no rule");
  const more = Array.from({ length: rules - 1 }, (_, index) => {
    const change = (text: unknown) =>
      String(text)
        .replaceAll("team-0-cpu", `team-${index + 1}-cpu`)
        .replaceAll("=t0", `=t${index % routes}`);
    const { webhook, ruleName, metricAlarmRuleId } = rule.inputs;
    return {
      ...rule,
      urn: `${rule.urn}-${index + 1}`,
      inputs: {
        ...rule.inputs,
        webhook: change(webhook),
        ruleName: change(ruleName),
        metricAlarmRuleId: change(metricAlarmRuleId),
        escalations: {
          critical: { ...(rule.inputs.escalations as { critical: object }).critical, threshold: `${index}` },
        },
      },
    };
  });
  return readProgram({ ...plan, resources: [...plan.resources, ...more] });
}
