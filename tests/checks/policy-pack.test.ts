import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as grpc from "@grpc/grpc-js";
import analyzerGrpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { AlertContact, Comparison, ContactGroup, MetricRule, metrics } from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";

/** How Pulumi's engine writes some text that is not known before the update. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

let pack: ChildProcess;
let client: InstanceType<typeof analyzerGrpc.AnalyzerClient>;
let plan: Plan;

/** The pack in a process of its own, as Pulumi starts it: it prints the port of its analyzer. */
beforeAll(async () => {
  pack = spawn(process.execPath, ["index.js"], {
    cwd: new URL("../programs/policy-pack", import.meta.url).pathname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(pack.stdout as NonNullable<typeof pack.stdout>, "data")) as [Buffer];
  client = new analyzerGrpc.AnalyzerClient(
    `127.0.0.1:${port.toString().trim()}`,
    grpc.credentials.createInsecure(),
  );
  plan = await evaluateInline(() => {
    const mail = new AlertContact("mail", { mail: "on-call@example.com" });
    const group = new ContactGroup("on-call", { contacts: [mail.contactName] });
    const common = {
      contactGroups: [group.groupName],
      callback: "https://alerts.example.com/callbacks/production?token=made-up",
      metric: metrics.ecs.CPUUtilization,
    };
    const critical = { comparison: Comparison.AtLeast, threshold: 90 };
    new MetricRule("reversed", { ...common, critical, warn: { ...critical, threshold: 99 } });
    const patient = { ...critical, threshold: 95, times: 20 };
    new MetricRule("patient", { ...common, critical: patient, mutePeriod: "24 hours" });
    new MetricRule("known", {
      ...common,
      critical: { ...critical, threshold: 91, times: 40 },
      checks: { "times-too-long": "a batch job" },
    });
  });
}, 60_000);

afterAll(async () => {
  client?.close();
  const ended = once(pack, "close");
  pack?.kill();
  await ended;
});

const call = <R>(name: string, request: unknown): Promise<R> =>
  new Promise((resolve, reject) =>
    (client as unknown as Record<string, (...args: unknown[]) => void>)[name]?.(
      request,
      (error: Error | null, response: R) => (error ? reject(error) : resolve(response)),
    ),
  );

/** The resources at the end of an update: components have what they registered as outputs. */
async function analyze(change: (resource: Resource) => Record<string, unknown> = stateOf) {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    plan.resources.map((each) => {
      const resource = new analyzer.AnalyzerResource();
      resource.setType(each.type);
      resource.setUrn(each.urn);
      resource.setName(each.name);
      resource.setParent(each.parent ?? "");
      resource.setProperties(struct.Struct.fromJavaScript(change(each) as never));
      resource.setOptions(new analyzer.AnalyzerResourceOptions());
      return resource;
    }),
  );
  const response = await call<InstanceType<typeof analyzer.AnalyzeResponse>>("analyzeStack", request);
  return response.getDiagnosticsList().map((each) => ({
    policy: each.getPolicyname(),
    level: each.getEnforcementlevel(),
    message: each.getMessage(),
    urn: each.getUrn(),
  }));
}

function stateOf({ custom, inputs, outputs }: Resource): Record<string, unknown> {
  return custom ? inputs : outputs;
}

const { MANDATORY, ADVISORY } = analyzer.EnforcementLevel;
const urnOf = (name: string) => plan.resources.find((each) => each.name === name)?.urn;

describe("the policy pack", () => {
  test("has a policy for each check that it can see, by its id", async () => {
    const info = await call<InstanceType<typeof analyzer.AnalyzerInfo>>("getAnalyzerInfo", new empty.Empty());
    expect(info.getName()).toBe("alert-rules");
    const names = info.getPoliciesList().map((each) => each.getName());
    const unseen = ["secret-in-plain-config", "callback-in-the-open"];
    expect(names).toEqual(CHECKS.map(({ id }) => id).filter((id) => !unseen.includes(id)));
  });

  test("finds what lint finds, mandatory or advisory, on the resource; what is disabled stays so", async () => {
    expect(await analyze()).toMatchObject([
      {
        policy: "levels-reversed",
        level: MANDATORY,
        message: expect.stringContaining("reversed says warn from 99 and critical already from 90"),
        urn: urnOf("reversed-rule"),
      },
      {
        policy: "mute-too-long",
        level: ADVISORY,
        message: expect.stringContaining("patient is muted for 1 day"),
        urn: urnOf("patient-rule"),
      },
    ]);
  });

  test("takes what a preview does not know yet for good", async () => {
    const preview = await analyze((resource) => {
      const state = stateOf(resource);
      const unknown = { webhook: UNKNOWN_TEXT, contactGroups: UNKNOWN_TEXT, contacts: UNKNOWN_TEXT };
      const touched = Object.keys(state).filter((key) => key in unknown);
      return { ...state, ...Object.fromEntries(touched.map((key) => [key, UNKNOWN_TEXT])) };
    });
    expect(preview.map(({ policy }) => policy)).toEqual(["levels-reversed", "mute-too-long"]);
  });

  test("goes by its configuration", async () => {
    const request = new analyzer.ConfigureAnalyzerRequest();
    const config = new analyzer.PolicyConfig();
    config.setEnforcementlevel(MANDATORY);
    config.setProperties(struct.Struct.fromJavaScript({ minutes: 15 }));
    request.getPolicyconfigMap().set("times-too-long", config);
    await call("configure", request);
    expect(await analyze()).toContainEqual({
      policy: "times-too-long",
      level: MANDATORY,
      message: expect.stringContaining("patient pages only after its critical condition held for 20 minutes"),
      urn: urnOf("patient-rule"),
    });
  });
});
