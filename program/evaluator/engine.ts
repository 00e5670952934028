import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import callbacksGrpc from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import callbacks from "@pulumi/pulumi/proto/callback_pb.js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import monitorGrpc from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import monitor from "@pulumi/pulumi/proto/resource_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { sha256 } from "../../receiver/digest.ts";
import { type Alias, aliasUrns, urnOf } from "./aliases.ts";
import type { Lookups } from "./lookups.ts";
import { unansweredText } from "./missing.ts";
import type { Diagnostic, Plan, Resource, Unanswered } from "./plan.ts";
import { passTextsWhole } from "./texts.ts";
import { containsUnknown, decode, encode, UNKNOWN_TEXT } from "./values.ts";

type Request = InstanceType<typeof monitor.RegisterResourceRequest>;
type Callback = InstanceType<typeof callbacks.Callback>;
type Unary<Q, R> = grpc.ServerUnaryCall<Q, R>;
type Reply<R> = grpc.sendUnaryData<R>;

const require = createRequire(import.meta.url);
passTextsWhole(createRequire(require.resolve("@pulumi/pulumi/proto/resource_pb.js")));

const { ResourceMonitorFeature: Feature } = monitor;

/** What this engine can do, as asked for by `GetDeploymentInfo`. */
const FEATURES = [
  Feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  Feature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
];

/** Of the source and of the compiled package alike. */
const OWN_COMPONENTS = new URL("../../components/", import.meta.url).href;

const SEVERITIES: Diagnostic["severity"][] = ["debug", "info", "warning", "error"];

export interface EngineOptions {
  project: string;
  stack: string;
  /** Whether ids and computed outputs are unknown, as in a preview. */
  preview: boolean;
  /** Whether ids are made in a preview too. Default: false. */
  knownIds?: boolean | undefined;
  lookups: Lookups;
  /** Outputs of another stack, by the name that a StackReference gives; undefined where nobody knows them. */
  stackOutputs: (name: string) => Promise<StackOutputs | undefined>;
}

/** What a stack hands to others. */
export interface StackOutputs {
  outputs: Record<string, unknown>;
  /** Names of those that are secret. */
  secret: string[];
}

/**
 * The engine's half of a Pulumi deployment, small: it takes what a program registers, answers as an
 * engine would that creates everything, and keeps the list. No provider runs and nothing is created.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  readonly #resources = new Map<string, Resource>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #unanswered: Unanswered[] = [];
  readonly #stackTransforms: Callback[] = [];
  #root = "";
  #outputs: Plan["outputs"] = {};
  #secretOutputs: string[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Address that the program's host connects to, for monitor and engine both. */
  async listen(): Promise<string> {
    this.#server.addService(monitorGrpc.ResourceMonitorService, this.#monitor() as never);
    this.#server.addService(engineGrpc.EngineService, this.#engine() as never);
    const port = await new Promise<number>((resolve, reject) =>
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    return `127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.forceShutdown();
  }

  /** What the program asked for in vain. Nothing of an update can be relied on then, only of a preview. */
  get unanswered(): readonly Unanswered[] {
    return this.#unanswered;
  }

  plan(): Plan {
    const resources = [...this.#resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return {
      project: this.#options.project,
      stack: this.#options.stack,
      resources,
      outputs: this.#outputs,
      secretOutputs: this.#secretOutputs,
      diagnostics: this.#diagnostics,
    };
  }

  #monitor(): Partial<Record<keyof typeof monitorGrpc.ResourceMonitorService, unknown>> {
    return {
      getDeploymentInfo: (_call: Unary<unknown, unknown>, reply: Reply<unknown>) => {
        const info = new monitor.DeploymentInfo();
        info.setProject(this.#options.project);
        info.setStack(this.#options.stack);
        info.setDryrun(this.#options.preview);
        info.setSupportedfeaturesList(FEATURES);
        reply(null, info);
      },
      registerResource: (call: Unary<Request, unknown>, reply: Reply<unknown>) => {
        this.#register(call.request).then((response) => reply(null, response), failed(reply));
      },
      registerResourceOutputs: (
        call: Unary<InstanceType<typeof monitor.RegisterResourceOutputsRequest>, unknown>,
        reply: Reply<unknown>,
      ) => {
        this.#registerOutputs(call.request.getUrn(), wire(call.request.getOutputs()));
        reply(null, new empty.Empty());
      },
      readResource: (
        call: Unary<InstanceType<typeof monitor.ReadResourceRequest>, unknown>,
        reply: Reply<unknown>,
      ) => void this.#read(call.request).then((response) => reply(null, response), failed(reply)),
      invoke: (
        call: Unary<InstanceType<typeof monitor.ResourceInvokeRequest>, unknown>,
        reply: Reply<unknown>,
      ) => this.#invoke(call.request, reply),
      registerStackTransform: (call: Unary<Callback, unknown>, reply: Reply<unknown>) => {
        this.#stackTransforms.push(call.request);
        reply(null, new empty.Empty());
      },
      registerPackage: (_call: Unary<unknown, unknown>, reply: Reply<unknown>) => {
        const response = new monitor.RegisterPackageResponse();
        response.setRef("local");
        reply(null, response);
      },
      signalAndWaitForShutdown: (_call: Unary<unknown, unknown>, reply: Reply<unknown>) =>
        reply(null, new empty.Empty()),
    };
  }

  #engine(): Partial<Record<keyof typeof engineGrpc.EngineService, unknown>> {
    return {
      log: (call: Unary<InstanceType<typeof engine.LogRequest>, unknown>, reply: Reply<unknown>) => {
        const { request } = call;
        const severity = SEVERITIES[request.getSeverity()] ?? "info";
        const message = request.getMessage();
        // The host says the same thing twice when several outputs fail for one reason.
        const known = this.#diagnostics.some(
          (each) => each.severity === severity && each.message === message,
        );
        // Debug messages repeat every property, secrets included.
        if (!known && severity !== "debug" && !request.getEphemeral()) {
          this.#diagnostics.push({ severity, message, urn: request.getUrn() || undefined });
        }
        reply(null, new empty.Empty());
      },
      getRootResource: (_call: Unary<unknown, unknown>, reply: Reply<unknown>) => {
        const response = new engine.GetRootResourceResponse();
        response.setUrn(this.#root);
        reply(null, response);
      },
      setRootResource: (
        call: Unary<InstanceType<typeof engine.SetRootResourceRequest>, unknown>,
        reply: Reply<unknown>,
      ) => {
        this.#root = call.request.getUrn();
        reply(null, new engine.SetRootResourceResponse());
      },
      requirePulumiVersion: (_call: Unary<unknown, unknown>, reply: Reply<unknown>) =>
        reply(null, new engine.RequirePulumiVersionResponse()),
    };
  }

  async #register(request: Request): Promise<unknown> {
    const properties = await this.#transformed(request);
    const urn = urnOf(this.#identity(request));
    const known = this.#resources.get(urn);
    // Of this package's own components, two of one name tell so themselves.
    if (known?.type.startsWith("cloudmonitor-relay:")) return registered(known, properties);
    if (known) throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);

    const { value, secrets } = decode(properties);
    const parent = this.#resources.get(request.getParent());
    const aliases = aliasUrns(
      this.#identity(request),
      [
        ...request.getAliasurnsList().map((each) => ({ urn: each })),
        ...request.getAliasesList().map(readAlias),
      ],
      parent?.options.aliases ?? [],
    );
    const id = this.#idOf(request, value);
    this.#resources.set(urn, {
      urn,
      id,
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent() || undefined,
      inputs: value,
      secrets,
      outputs: request.getCustom() ? value : {},
      dependencies: request.getDependenciesList().sort(),
      propertyDependencies: propertyDependencies(request),
      provider: request.getProvider(),
      options: {
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        replacementTrigger: triggerOf(request),
        aliases,
      },
      position: positionOf(request),
    });

    return registered({ urn, id }, properties);
  }

  /** A provider and an adopted resource have an id at once; everything else only after an update. */
  #idOf(request: Request, inputs: Record<string, unknown>): string {
    if (!request.getCustom()) return "";
    if (request.getType().startsWith("pulumi:providers:")) return "local";
    if (request.getImportid()) return request.getImportid();
    if (this.#options.preview && !this.#options.knownIds) return "";
    const named = [
      "metricAlarmRuleId",
      "alarmContactName",
      "alarmContactGroupName",
      "ruleName",
      "scriptName",
    ];
    const id = named.map((key) => inputs[key]).find((each) => typeof each === "string");
    return String(id ?? `${request.getName()}-id`);
  }

  #registerOutputs(urn: string, outputs: Record<string, unknown>): void {
    const { value, secrets } = decode(outputs);
    const resource = this.#resources.get(urn);
    if (resource) resource.outputs = value;
    if (urn !== this.#root) return;
    this.#outputs = value;
    this.#secretOutputs = secrets;
  }

  async #read(request: InstanceType<typeof monitor.ReadResourceRequest>): Promise<unknown> {
    const response = new monitor.ReadResourceResponse();
    const urn = urnOf(this.#identity(request));
    response.setUrn(urn);
    let properties = wire(request.getProperties());
    if (request.getType() === "pulumi:pulumi:StackReference") {
      const name = request.getId();
      const known = await this.#options.stackOutputs(name);
      if (!known || containsUnknown(known.outputs)) this.#lacks({ kind: "stack", name, urn });
      const outputs = known ? encode(known.outputs) : UNKNOWN_TEXT;
      properties = { name, outputs, secretOutputNames: known?.secret ?? [] };
    }
    response.setProperties(struct.Struct.fromJavaScript(properties as never));
    return response;
  }

  #invoke(request: InstanceType<typeof monitor.ResourceInvokeRequest>, reply: Reply<unknown>): void {
    const name = request.getTok();
    const { value } = decode(wire(request.getArgs()));
    const { lookups } = this.#options;
    const answer = (lookups[name] ?? lookups[name.split(":").at(-1) ?? ""])?.(value);
    const response = new monitor.ResourceInvokeResponse();
    if (answer) response.setReturn(struct.Struct.fromJavaScript(encode(answer) as never));
    else response.setUnknown(true);
    try {
      if (!answer) this.#lacks({ kind: "function", name, urn: "" });
      reply(null, response);
    } catch (error) {
      failed(reply)(error as Error);
    }
  }

  /** In an update everything is known, so that there is nothing to go on with. */
  #lacks(missing: Unanswered): void {
    this.#unanswered.push(missing);
    if (!this.#options.preview) throw new Error(unansweredText(missing));
  }

  /** A resource's properties after its own transforms and the stack's, which run in the program. */
  async #transformed(request: Request): Promise<Record<string, unknown>> {
    let properties = wire(request.getObject());
    for (const callback of [...request.getTransformsList(), ...this.#stackTransforms]) {
      const transform = new monitor.TransformRequest();
      transform.setType(request.getType());
      transform.setName(request.getName());
      transform.setCustom(request.getCustom());
      transform.setParent(request.getParent());
      transform.setProperties(struct.Struct.fromJavaScript(properties as never));
      transform.setOptions(new monitor.TransformResourceOptions());
      const answer = await invokeCallback(callback, transform.serializeBinary());
      const changed = monitor.TransformResponse.deserializeBinary(answer).getProperties();
      if (changed) properties = wire(changed);
    }
    return properties;
  }

  #identity(request: Request | InstanceType<typeof monitor.ReadResourceRequest>) {
    const { project, stack } = this.#options;
    return { project, stack, type: request.getType(), name: request.getName(), parent: request.getParent() };
  }
}

/** Values that are secret may be in it. What is not known is the same from one evaluation to the next. */
function triggerOf(request: Request): string {
  const trigger = request.getReplacementTrigger()?.toJavaScript();
  if (trigger === undefined || trigger === null) return "";
  return sha256(encode(decode({ trigger } as Record<string, unknown>).value));
}

function registered({ urn, id }: { urn: string; id: string }, properties: Record<string, unknown>) {
  const response = new monitor.RegisterResourceResponse();
  response.setUrn(urn);
  response.setId(id);
  response.setObject(struct.Struct.fromJavaScript(properties as never));
  response.setStable(false);
  return response;
}

function readAlias(alias: ReturnType<Request["getAliasesList"]>[number]): Alias {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}

/**
 * Where the program declares a resource: the innermost place outside of this package's own components,
 * which declare on behalf of whoever uses them.
 */
function positionOf(request: Request): Resource["position"] {
  const frames = request.getStacktrace()?.getFramesList() ?? [];
  const places = [request.getSourceposition(), ...frames.map((frame) => frame.getPc())];
  const own = places.filter((place) => place !== undefined);
  const place = own.find((each) => !each.getUri().startsWith(OWN_COMPONENTS)) ?? own[0];
  return (
    place && {
      file: fileURLToPath(place.getUri()),
      line: place.getLine(),
      column: place.getColumn(),
    }
  );
}

function propertyDependencies(request: Request): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, key) => {
    result[key] = dependencies.getUrnsList().sort();
  });
  return result;
}

function failed(reply: Reply<unknown>): (error: Error) => void {
  return ({ message }) => reply({ code: grpc.status.UNKNOWN, details: message });
}

function wire(value: { toJavaScript(): unknown } | undefined): Record<string, unknown> {
  return (value?.toJavaScript() ?? {}) as Record<string, unknown>;
}

async function invokeCallback(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
  const client = new callbacksGrpc.CallbacksClient(callback.getTarget(), grpc.credentials.createInsecure());
  const call = new callbacks.CallbackInvokeRequest();
  call.setToken(callback.getToken());
  call.setRequest(request);
  try {
    return await new Promise<Uint8Array>((resolve, reject) =>
      client.invoke(call, (error, response) =>
        error ? reject(error) : resolve(response.getResponse_asU8()),
      ),
    );
  } finally {
    client.close();
  }
}
