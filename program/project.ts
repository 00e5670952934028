import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** What Pulumi.yaml says that matters for running the program here. */
export interface Project {
  name: string;
  /** The program, relative to the folder of Pulumi.yaml. */
  main: string;
  /** Declared configuration by key. */
  config: Record<string, { type: string; secret: boolean; default: unknown }>;
}

/** Reads Pulumi.yaml of a folder. Throws with what is wrong. */
export function readProject(directory: string): Project {
  const file = join(directory, "Pulumi.yaml");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file}: not found; run this in the folder of a Pulumi program`);
  }
  const { name, main, config } = (parse(text) ?? {}) as {
    name?: string;
    main?: string;
    config?: Record<string, unknown>;
  };
  if (!name) throw new Error(`${file}: name is missing`);
  const entries = Object.entries(config ?? {}).map(([key, value]) => {
    const { type = "string", secret = false, default: fallback } = (value ?? {}) as Record<string, unknown>;
    return [key, { type: String(type), secret: secret === true, default: fallback }] as const;
  });
  return { name, main: main ?? ".", config: Object.fromEntries(entries) };
}

export interface LocalConfig {
  /** By full key. */
  config: Record<string, string>;
  secretKeys: string[];
}

/** Region of a stack that names none. */
export const LOCAL_REGION = "cn-hangzhou";

/**
 * Configuration of a stack that lives on this machine only: what is given, then the project's own
 * defaults, then values that are made up. Secrets are random and new each time.
 */
export function localConfig(project: Project, given: Record<string, string>): LocalConfig {
  const config: Record<string, string> = {
    "cloudmonitor-relay:callbackSecret": randomBytes(32).toString("base64"),
    "alicloud:region": LOCAL_REGION,
  };
  const secretKeys = ["cloudmonitor-relay:callbackSecret"];
  for (const [key, { type, secret, default: fallback }] of Object.entries(project.config)) {
    const full = key.includes(":") ? key : `${project.name}:${key}`;
    if (secret && !secretKeys.includes(full)) secretKeys.push(full);
    config[full] ??= fallback === undefined ? madeUp(key, type, secret) : asText(fallback);
  }
  for (const [key, value] of Object.entries(given)) {
    config[key.includes(":") ? key : `${project.name}:${key}`] = value;
  }
  return { config, secretKeys };
}

/** A value that a program is likely to accept, by what the key is called. */
const GUESSES: [RegExp, (key: string) => string][] = [
  [/host|domain/i, () => "alerts.example.com"],
  [/mail/i, () => "on-call@example.com"],
  [/phone|sms/i, () => "86-13800000000"],
  [/account.?id/i, (key) => createHash("md5").update(key).digest("hex")],
  [/ding.*(url|webhook)/i, () => "https://oapi.dingtalk.com/robot/send?access_token=local"],
  [/(feishu|lark).*(url|webhook)/i, () => "https://open.feishu.cn/open-apis/bot/v2/hook/local"],
  [/wecom.*(url|webhook)/i, () => "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=local"],
  [/incident\.?io.*url/i, () => "https://api.incident.io/v2/alert_events/http/local"],
  [/url|webhook/i, () => "https://hooks.example.com/in"],
  [/region/i, () => "cn-hangzhou"],
];

/** A value of a declared type, random where it is secret. */
export function madeUp(key: string, type: string, secret: boolean): string {
  if (type === "integer" || type === "number") return "1";
  if (type === "boolean") return "false";
  if (type === "array") return "[]";
  if (secret && /sign/i.test(key)) return `whsec_${randomBytes(32).toString("base64")}`;
  const guess = GUESSES.find(([pattern]) => pattern.test(key));
  if (guess) return guess[1](key);
  return secret ? randomBytes(24).toString("base64url") : "local";
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
