import type { MissingKey } from "../evaluator/plan.ts";
import { LOCAL_REGION, madeUp, standInFor } from "./made-up.ts";
import type { ConfigKey, Project } from "./project.ts";
import { fullKey, type StackFile } from "./stack-file.ts";

/** What a program is evaluated with. */
export interface Configuration {
  /** By full key. */
  config: Record<string, string>;
  /** Full keys whose values are secret. */
  secretKeys: string[];
  /** Full keys of encrypted values, for which others stand. */
  standIns: string[];
  /** What the project declares. */
  declared: MissingKey[];
}

interface ConfigurationOptions {
  /** The stack's file. Default: none. */
  file?: StackFile | undefined;
  /**
   * Whether an encrypted text tells its value from others: then another text has another stand-in, else every
   * secret counts as unchanged. Default: true.
   */
  comparable?: boolean;
  /** What is made up depends on it: give a random one for what is more than evaluated. Default: none. */
  seed?: string;
}

const CALLBACK_SECRET = "cloudmonitor-relay:callbackSecret";
/** Region of the stack's own account. */
export const REGION = "alicloud:region";

/** What the receiver and the provider need, whether or not the project says so. */
const ALWAYS: Record<string, ConfigKey> = {
  [CALLBACK_SECRET]: { type: "string", secret: true, default: undefined },
  [REGION]: { type: "string", secret: false, default: LOCAL_REGION },
};

/**
 * The configuration that a program is evaluated with: what is `given` goes before the stack's file, that
 * before the project's own defaults. Something stands for what is encrypted, the same for the same text. No
 * credentials and no passphrase are needed. What else a program requires is made up when it asks for it.
 */
export function configurationOf(
  project: Project,
  given: Record<string, string>,
  { file, comparable = true, seed = "" }: ConfigurationOptions = {},
): Configuration {
  const declared = Object.fromEntries(
    Object.entries(project.config).map(([key, value]) => [fullKey(project.name, key), value]),
  );
  const known = { ...ALWAYS, ...declared };
  const encrypted = file?.encrypted ?? {};
  const config = { ...file?.values, ...givenConfig(project, given) };
  const standIns: string[] = [];
  for (const key of new Set([...Object.keys(known), ...Object.keys(encrypted)])) {
    if (config[key] !== undefined) continue;
    const text = encrypted[key];
    const { type = "string", default: usual } = known[key] ?? {};
    const wanted = { key: ownKey(key), type, seed: `${seed}${comparable ? (text ?? "") : ""}` };
    if (text !== undefined) {
      config[key] = standInFor(text, wanted);
      standIns.push(key);
    } else if (usual !== undefined) {
      config[key] = typeof usual === "string" ? usual : JSON.stringify(usual);
    } else if (key === CALLBACK_SECRET) {
      config[key] = madeUp({ ...wanted, secret: true });
    }
  }
  const secretKeys = [CALLBACK_SECRET, ...Object.keys(known).filter((key) => known[key]?.secret)];
  return {
    config,
    secretKeys: [...new Set([...secretKeys, ...Object.keys(encrypted)])],
    standIns,
    declared: Object.entries(declared).map(([key, { type, secret }]) => ({ key, type, secret })),
  };
}

/** Makes up a value for each of these keys that has none. */
export function fill({ config, secretKeys }: Configuration, keys: readonly MissingKey[], seed: string): void {
  for (const { key, type, secret } of keys) {
    if (config[key] !== undefined) continue;
    config[key] = madeUp({ key: ownKey(key), type, secret, seed });
    if (secret && !secretKeys.includes(key)) secretKeys.push(key);
  }
}

/** What somebody gives, by full key. */
export function givenConfig(project: Project, given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [fullKey(project.name, key), value]));
}

/** A key without the name that it belongs to. */
function ownKey(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}
