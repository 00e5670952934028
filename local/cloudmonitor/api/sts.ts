import type { AccessKey, Gate } from "./authenticate.ts";
import type { Reply } from "./context.ts";
import { ApiError } from "./errors.ts";
import type { Params } from "./params.ts";

export const STS_VERSION = "2015-04-01";

/** How long a session may last, in seconds; the default is the real one. */
const DURATION = { least: 900, most: 43_200, usual: 3600 };

interface StsContext {
  gate: Gate;
  key: AccessKey;
  params: Params;
  newId(): string;
}

function getCallerIdentity({ key }: StsContext): Reply {
  const identity = key.role
    ? { IdentityType: "AssumedRoleUser", Arn: key.role, PrincipalId: key.id, RoleId: key.id }
    : { IdentityType: "Account", Arn: `acs:ram::${key.account}:root`, PrincipalId: key.account };
  return { AccountId: key.account, UserId: key.account, ...identity };
}

/** A key of the role's account, for as long as the session lasts. Every role may be assumed by every key. */
function assumeRole(context: StsContext): Reply {
  return session(context, accountOf(context, ROLE, "RoleArn"));
}

/**
 * The same for whoever has a token of an identity provider that the role's account trusts, without any key.
 * Every token that may be one is trusted. The real one reads its issuer, audience and subject.
 */
function assumeRoleWithOidc(context: StsContext): Reply {
  const account = accountOf(context, ROLE, "RoleArn");
  const trusting = accountOf(context, PROVIDER, "OIDCProviderArn");
  const token = context.params.required("OIDCToken");
  if (token.length < TOKEN.least || token.length > TOKEN.most)
    throw new ApiError(400, "InvalidParameter.OIDCToken", "The parameter OIDCToken is wrongly formed.");
  if (account !== trusting)
    throw new ApiError(
      403,
      "NoPermission",
      "You are not authorized to do this action. You should be authorized by RAM.",
    );
  return session(context, account);
}

const ROLE = /^acs:ram::(\d+):role\/([\w.-]+)$/;
const PROVIDER = /^acs:ram::(\d+):oidc-provider\/[\w.-]+$/;

/** Characters of an OIDC token. */
const TOKEN = { least: 4, most: 20_000 };

function accountOf({ gate, params }: StsContext, form: RegExp, name: string): string {
  const [, account] = form.exec(params.required(name)) ?? [];
  if (account === undefined)
    throw new ApiError(400, `InvalidParameter.${name}`, `The parameter ${name} is wrongly formed.`);
  if (!gate.knowsAccount(account)) {
    throw new ApiError(
      404,
      "EntityNotExist.Role",
      "The role not exists : the account is not on this machine.",
    );
  }
  return account;
}

function session({ gate, params, newId }: StsContext, account: string): Reply {
  const [, , role] = ROLE.exec(params.required("RoleArn")) ?? [];
  const name = params.required("RoleSessionName");
  const seconds = params.integer("DurationSeconds", DURATION) ?? DURATION.usual;
  const id = newId().replaceAll("-", "");
  const user = `acs:ram::${account}:assumed-role/${role}/${name}`;
  const key = gate.issue({ id: `STS.${id}`, secret: newId(), account, role: user, token: newId() }, seconds);
  return {
    AssumedRoleUser: { Arn: user, AssumedRoleId: `${id}:${name}` },
    Credentials: {
      AccessKeyId: key.id,
      AccessKeySecret: key.secret,
      SecurityToken: key.token,
      Expiration: new Date(key.expires ?? 0).toISOString().replace(/\.\d+/, ""),
    },
  };
}

/** Operations of the Security Token Service, which the provider calls for assumed roles. */
export const STS_OPERATIONS: Readonly<Record<string, (context: StsContext) => Reply>> = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
  AssumeRoleWithOIDC: assumeRoleWithOidc,
};

/** Those that nobody signs: the token is what counts. */
export const UNSIGNED: readonly string[] = ["AssumeRoleWithOIDC"];
