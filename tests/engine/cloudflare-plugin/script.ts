import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type Client from "cloudflare";
import { found, type Resource } from "./resource.ts";
import { camel, type Properties, snake } from "./values.ts";

interface Script {
  etag: string;
  handlers: string[];
  modified_on: string;
  migration_tag?: string;
  compatibility_date?: string;
}

interface Service {
  result: { default_environment: { script: Script } };
}

type Binding = { name: string; type: string } & Properties;

/** Inputs that travel in the upload's metadata. */
const METADATA = [
  "mainModule",
  "compatibilityDate",
  "compatibilityFlags",
  "bindings",
  "keepBindings",
  "migrations",
  "observability",
];

/** A script: one module, uploaded whole at every change, with whatever migrations the program gives. */
export const workersScript: Resource = {
  replaces: ["accountId", "scriptName"],
  computed: ["compatibilityDate", "compatibilityFlags"],

  async create(client, inputs) {
    return { id: String(inputs.scriptName), outputs: await upload(client, inputs) };
  },

  update: (client, _id, inputs) => upload(client, inputs),

  async read(client, id, state) {
    const [imported, name = id] = id.includes("/") ? id.split("/") : [undefined, id];
    const account_id = String(state.accountId ?? imported);
    const at = `/accounts/${account_id}/workers`;
    const service = await found(client.get<Service>(`${at}/services/${name}`));
    if (!service) return undefined;
    const { script } = service.result.default_environment;
    const settings = await client.workers.scripts.scriptAndVersionSettings.get(name, { account_id });
    const content = await client.workers.scripts.content.get(name, { account_id });
    const module = [...(await content.formData()).values()][0] as File | undefined;
    const sha256 = createHash("sha256")
      .update(new Uint8Array((await module?.arrayBuffer()) ?? []))
      .digest("hex");
    return {
      ...state,
      accountId: account_id,
      scriptName: name,
      contentSha256: sha256,
      bindings: refreshed((state.bindings ?? []) as Binding[], camel(settings.bindings) as Binding[]),
      ...computedOf(script),
    };
  },

  async delete(client, id, { accountId }) {
    await found(client.workers.scripts.delete(id, { account_id: String(accountId) }));
  },
};

async function upload(client: Client, inputs: Properties): Promise<Properties> {
  const file = String(inputs.contentFile);
  const content = readFileSync(file);
  const sha256 = createHash("sha256").update(content).digest("hex");
  if (sha256 !== inputs.contentSha256)
    throw new Error(`content_sha256 is ${inputs.contentSha256}, but that of ${file} is ${sha256}`);
  const mainModule = String(inputs.mainModule);
  const given = Object.fromEntries(METADATA.map((key) => [key, inputs[key]]));
  const metadata = new File([JSON.stringify(snake(given))], "metadata.json", { type: "application/json" });
  const main = new File([content], mainModule, { type: "application/javascript+module" });
  const answer = (await client.workers.scripts.update(
    String(inputs.scriptName),
    { account_id: String(inputs.accountId), metadata, [mainModule]: main } as never,
    // The client would say that the form is JavaScript.
    { headers: { "Content-Type": null } },
  )) as unknown as Script & { startup_time_ms: number };
  return { ...computedOf(answer), startupTimeMs: answer.startup_time_ms };
}

function computedOf({ etag, handlers, modified_on, migration_tag }: Script): Properties {
  return { etag, handlers, modifiedOn: modified_on, migrationTag: migration_tag, hasModules: true };
}

/**
 * Bindings as the provider sees them again: those of the state, whatever the server has, but for a secret
 * that is gone. Without a state, as on import, those of the server.
 */
function refreshed(state: Binding[], server: Binding[]): Binding[] {
  if (state.length === 0) return server.filter(({ type }) => type !== "secret_text");
  return state.filter(
    ({ name, type }) => type !== "secret_text" || server.some((each) => each.name === name),
  );
}
