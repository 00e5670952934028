import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Engine } from "../../program/evaluator/engine.ts";
import { LOCAL_LOOKUPS } from "../../program/evaluator/lookups.ts";
import { read } from "../../scripts/reference/page.ts";
import { named } from "../programs/evaluate.ts";

/** The plugin as Pulumi starts it, and an engine that it makes its resources in. */
let plugin: ChildProcess;
let client: InstanceType<typeof providerGrpc.ResourceProviderClient>;
let address: string;
const engine = new Engine({
  project: "yaml",
  stack: "test",
  preview: false,
  lookups: LOCAL_LOOKUPS,
  stackOutputs: async () => undefined,
});

beforeAll(async () => {
  address = await engine.listen();
  const main = fileURLToPath(new URL("../../components/plugin/main.ts", import.meta.url));
  plugin = spawn(process.execPath, [main, address], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(plugin.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  client = new providerGrpc.ResourceProviderClient(
    `127.0.0.1:${String(port).trim()}`,
    grpc.credentials.createInsecure(),
  );
});

afterAll(async () => {
  client.close();
  plugin.kill();
  await once(plugin, "close");
  engine.close();
});

function construct(type: string, name: string, inputs: object): Promise<Record<string, unknown>> {
  const request = new provider.ConstructRequest();
  request.setProject("yaml");
  request.setStack("test");
  request.setMonitorendpoint(address);
  request.setType(type);
  request.setName(name);
  request.setInputs(struct.Struct.fromJavaScript(inputs as never));
  return new Promise((resolve, reject) =>
    client.construct(request, (error, response) =>
      error ? reject(error) : resolve(response.getState()?.toJavaScript() ?? {}),
    ),
  );
}

test("the plugin tells the schema that is committed, with the package's version", async () => {
  const response = await new Promise<string>((resolve, reject) =>
    client.getSchema(new provider.GetSchemaRequest(), (error, answer) =>
      error ? reject(error) : resolve(answer.getSchema()),
    ),
  );
  const { version } = JSON.parse(read("package.json")) as { version: string };
  expect(JSON.parse(response)).toEqual({ ...JSON.parse(read("schema.json")), version });
});

test("makes components for other languages, and answers their outputs", async () => {
  const state = await construct("cloudmonitor-relay:index:MetricRule", "ecs-cpu", {
    metric: { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization" },
    critical: { comparison: "GreaterThanOrEqualToThreshold", threshold: 95 },
    contactGroups: ["on-call"],
  });
  expect(state).toEqual({ ruleId: expect.stringMatching(/^ecs-cpu--[0-9a-f]{10}$/), ruleKey: "ecs-cpu" });
  expect(named(engine.plan(), "ecs-cpu-rule").inputs).toMatchObject({
    metricName: "CPUUtilization",
    contactGroups: "on-call",
    escalations: { critical: { threshold: "95", times: 3 } },
  });
});

test("refuses mistakes in the same words, and types that are none", async () => {
  await expect(
    construct("cloudmonitor-relay:index:ContactGroup", "nobody", { contacts: [] }),
  ).rejects.toThrow('ContactGroup "nobody": contacts must name at least one contact');
  await expect(construct("cloudmonitor-relay:index:Nothing", "nothing", {})).rejects.toThrow(
    "cloudmonitor-relay has no component of the type cloudmonitor-relay:index:Nothing",
  );
});
