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
function assumeRole({ gate, params, newId }: StsContext): Reply {
  const arn = params.required("RoleArn");
  const session = params.required("RoleSessionName");
  const [, account, role] = /^acs:ram::(\d+):role\/([\w.-]+)$/.exec(arn) ?? [];
  if (account === undefined || role === undefined) {
    throw new ApiError(400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed.");
  }
  if (!gate.knowsAccount(account)) {
    throw new ApiError(
      404,
      "EntityNotExist.Role",
      "The role not exists : the account is not on this machine.",
    );
  }
  const seconds = params.integer("DurationSeconds", DURATION) ?? DURATION.usual;
  const id = newId().replaceAll("-", "");
  const user = `acs:ram::${account}:assumed-role/${role}/${session}`;
  const key = gate.issue({ id: `STS.${id}`, secret: newId(), account, role: user, token: newId() }, seconds);
  return {
    AssumedRoleUser: { Arn: user, AssumedRoleId: `${id}:${session}` },
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
};
