import { readFileSync } from "node:fs";
import { apiCaller, type Keys, refusalOf, usualKeys } from "../alibaba-cloud/api.ts";
import type { AccountAccess } from "./account-access.ts";

/** Where an operation finds what may end before the next one: the stack's configuration and the environment. */
export interface Surroundings {
  /** Of the stack, by key such as `alicloud:accessKey`. */
  config(key: string): string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

/** What the resource was declared with. */
interface Declared {
  region: string;
  protocol?: string;
  accessKeyId?: string;
  accessKeySecret?: string;
  account?: AccountAccess;
}

/**
 * The credentials of one operation, found as the provider finds its own: a key pair, with the role that is assumed
 * by it; without one, the role by the token of an identity provider; else the usual chain of the vendor's SDKs.
 * Source: `provider.go` of the provider: a key pair wins over an identity provider in silence.
 */
export async function credentialsOf(declared: Declared, surroundings: Surroundings): Promise<Keys> {
  const { account = {} } = declared;
  const keys = keysOf(declared, surroundings);
  if (!keys && account.assumeRoleWithOidc) return await withToken(declared, surroundings);
  const first = keys ?? (await usualChain(account.profile));
  return account.assumeRole ? await withRole(declared, first) : first;
}

/** Names of a key pair in the environment, as the provider reads them, and a token beside it. */
const ENVIRONMENT = [
  ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
] as const;

function keysOf(declared: Declared, { config, env }: Surroundings): Keys | undefined {
  const { accessKeyId, accessKeySecret, account } = declared;
  const ofStack = ["accessKey", "secretKey", "securityToken"].map((key) => config(`alicloud:${key}`));
  const pairs = [
    [accessKeyId, accessKeySecret, undefined],
    ...(account?.explicit ? [] : [ofStack]),
    ...ENVIRONMENT.map((names) => names.map((name) => env[name])),
  ];
  const [id, secret, token] = pairs.find(([first, second]) => first && second) ?? [];
  return id && secret
    ? { accessKeyId: id, accessKeySecret: secret, ...(token && { securityToken: token }) }
    : undefined;
}

async function usualChain(profile: string | undefined): Promise<Keys> {
  if (profile !== undefined) process.env.ALIBABA_CLOUD_PROFILE ??= profile;
  return await usualKeys();
}

async function withRole(declared: Declared, keys: Keys): Promise<Keys> {
  const { roleArn, sessionName, externalId, policy, sessionExpiration } = declared.account?.assumeRole ?? {};
  return await sts(declared, "AssumeRole", keys, {
    RoleArn: roleArn,
    // The provider's own default.
    RoleSessionName: sessionName ?? "terraform",
    ExternalId: externalId,
    Policy: policy,
    DurationSeconds: sessionExpiration,
  });
}

async function withToken(declared: Declared, { env }: Surroundings): Promise<Keys> {
  const oidc = declared.account?.assumeRoleWithOidc ?? {};
  const file = oidc.oidcTokenFile ?? env.ALIBABA_CLOUD_OIDC_TOKEN_FILE;
  const token = file === undefined ? env.ALIBABA_CLOUD_OIDC_TOKEN : readFileSync(file, "utf8").trim();
  if (!token)
    throw new Error(
      "assumeRoleWithOidc has no token: give oidcTokenFile, or set ALIBABA_CLOUD_OIDC_TOKEN_FILE for the run",
    );
  return await sts(declared, "AssumeRoleWithOIDC", undefined, {
    RoleArn: oidc.roleArn ?? env.ALIBABA_CLOUD_ROLE_ARN,
    OIDCProviderArn: oidc.oidcProviderArn ?? env.ALIBABA_CLOUD_OIDC_PROVIDER_ARN,
    OIDCToken: token,
    RoleSessionName: oidc.roleSessionName ?? env.ALIBABA_CLOUD_ROLE_SESSION_NAME ?? "terraform",
    Policy: oidc.policy,
    DurationSeconds: oidc.sessionExpiration,
  });
}

/** A session of the Security Token Service. Its errors name the role and the reason, never a token. */
async function sts(
  { region, protocol, account }: Declared,
  action: string,
  keys: Keys | undefined,
  given: Record<string, string | number | undefined>,
): Promise<Keys> {
  const endpoint = account?.stsEndpoint ?? "sts.aliyuncs.com";
  const call = apiCaller({ region, endpoint, protocol, keys: keys ?? "anonymous" });
  const query = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  try {
    const operation = { action, version: "2015-04-01", style: "RPC" } as const;
    const { Credentials } = await call(operation, { query: Object.fromEntries(query) });
    const { AccessKeyId, AccessKeySecret, SecurityToken } = Credentials as Record<string, string>;
    return {
      accessKeyId: AccessKeyId ?? "",
      accessKeySecret: AccessKeySecret ?? "",
      securityToken: SecurityToken ?? "",
    };
  } catch (error) {
    const { code = "unknown", message = "no answer" } = refusalOf(error);
    throw new Error(`${action} of ${given.RoleArn}: ${code}: ${message}`);
  }
}
