import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import * as everything from "../index.ts";
import { componentToken, packageSchema } from "../package-schema.ts";

const PACKAGE = "cloudmonitor-relay";

/** How the host hands over a component to be made: its arguments as another language gave them. */
type Component = new (
  name: string,
  args: never,
  opts: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/**
 * The components for programs in other languages: what Pulumi starts as a plugin where a program says
 * `cloudmonitor-relay:MetricRule`.
 *
 * It answers with the schema that is committed and tested, where Pulumi's own host would infer it from
 * the sources at every start, for which a package would have to bring sources and a compiler.
 */
export class ComponentPlugin implements pulumi.provider.Provider {
  readonly version: string;

  constructor() {
    const manifest = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { version: string };
    this.version = manifest.version;
  }

  async getSchema(): Promise<string> {
    return JSON.stringify({ ...packageSchema(), version: this.version });
  }

  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<pulumi.provider.ConstructResult> {
    const known = packageSchema().resources[type];
    const component = componentOf(type);
    if (!known || !component) throw new Error(`${PACKAGE} has no component of the type ${type}`);
    const made = new component(name, inputs as never, options);
    const outputs = made as unknown as Record<string, unknown>;
    const state = Object.keys(known.properties ?? {}).map((key) => [key, outputs[key]] as const);
    return { urn: made.urn, state: Object.fromEntries(state) };
  }
}

/** `cloudmonitor-relay:index:MetricRule` is the class `MetricRule`. */
function componentOf(type: string): Component | undefined {
  const found = Object.entries(everything).find(([name]) => type === componentToken(name))?.[1];
  return typeof found === "function" && found.prototype instanceof pulumi.ComponentResource
    ? (found as unknown as Component)
    : undefined;
}
