import type { Part } from "./account.ts";
import type { Context } from "./candidates/candidate.ts";
import type { Tree } from "./code.ts";
import type { SecretKind } from "./secrets.ts";

/** What the text of a resource is made with. */
export type Making = Pick<Context, "secrets" | "refer">;

/** The provider's inputs with every secret read from the configuration, and application groups referred to. */
export function inputsOf({ of, inputs }: Part, { secrets, refer }: Making): Tree {
  const group = (id: unknown) => refer("application group", String(id));
  const { groupId, scopeValues } = inputs;
  return {
    ...(withSecrets(inputs, secrets) as Tree),
    ...(of === "group rule" && { groupId: group(groupId) }),
    ...(of === "silence" && Array.isArray(scopeValues) && { scopeValues: scopeValues.map(group) }),
  };
}

const SECRETS: Record<string, SecretKind> = {
  webhook: "callback",
  url: "callback",
  channelsSms: "phone",
  channelsDingWebHook: "webhook",
  channelsAliim: "webhook",
  password: "password",
  header: "headers",
  cookie: "cookie",
};

function withSecrets(value: unknown, secrets: Context["secrets"]): unknown {
  if (Array.isArray(value)) return value.map((each) => withSecrets(each, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const kind = SECRETS[key];
      if (kind && typeof each === "string") return [key, secrets.code(kind, each)];
      if (key === "identifiers") return [key, (each as string[]).map((id) => secrets.codeOfUrl(id))];
      return [key, withSecrets(each, secrets)];
    }),
  );
}
