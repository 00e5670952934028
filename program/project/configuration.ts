import { LOCAL_REGION, madeUp, standInFor } from "./made-up.ts";
import type { ConfigKey, Project } from "./project.ts";
import { fullKey, type StackFile } from "./stack-file.ts";

/** What a program is evaluated with. */
export interface Configuration {
  /** By full key. */
  config: Record<string, string>;
  /** Full keys whose values are secret. */
  secretKeys: string[];
  /**
   * Declared keys that have no value anywhere and got one that is made up; the project's own without its
   * name. Sorted.
   */
  madeUp: string[];
}

interface ConfigurationOptions {
  /** The stack's file. Default: none. */
  file?: StackFile | undefined;
  /**
   * Values that were made up before, for a second evaluation that is to get the same ones: an encrypted text
   * stands for one value however often it is met, and another text for another value.
   */
  standIns?: Map<string, string>;
  /** Whether encrypted texts of several evaluations can be compared; else every secret counts as unchanged. */
  comparable?: boolean;
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
 * before the project's own defaults, and what is encrypted or missing is made up. Secrets are random and
 * new each time. No credentials and no passphrase are needed.
 */
export function configurationOf(
  project: Project,
  given: Record<string, string>,
  { file, standIns = new Map(), comparable = true }: ConfigurationOptions = {},
): Configuration {
  const declared = Object.fromEntries(
    Object.entries(project.config).map(([key, value]) => [fullKey(project.name, key), value]),
  );
  const known = { ...ALWAYS, ...declared };
  const encrypted = file?.encrypted ?? {};
  const config = { ...file?.values, ...givenConfig(project, given) };
  const invented: string[] = [];
  for (const key of new Set([...Object.keys(known), ...Object.keys(encrypted)])) {
    if (config[key] !== undefined) continue;
    const text = encrypted[key];
    const { type = "string", secret = true, default: usual } = known[key] ?? {};
    if (text === undefined && usual !== undefined) {
      config[key] = typeof usual === "string" ? usual : JSON.stringify(usual);
      continue;
    }
    const memory = `${key}\n${comparable ? (text ?? "") : ""}`;
    const name = key.slice(key.indexOf(":") + 1);
    const value =
      standIns.get(memory) ??
      (text === undefined ? madeUp(name, type, secret) : standInFor(text, name, type));
    standIns.set(memory, value);
    config[key] = value;
    if (text === undefined && declared[key]) invented.push(key.replace(`${project.name}:`, ""));
  }
  const secretKeys = [CALLBACK_SECRET, ...Object.keys(known).filter((key) => known[key]?.secret)];
  return {
    config,
    secretKeys: [...new Set([...secretKeys, ...Object.keys(encrypted)])],
    madeUp: invented.sort(),
  };
}

/** What somebody gives, by full key. */
export function givenConfig(project: Project, given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [fullKey(project.name, key), value]));
}
