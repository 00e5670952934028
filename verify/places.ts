import { type ApiAccess, type ReadingClient, readingClient, roleSession } from "../import/read/client.ts";
import type { AnyEntry, Program } from "../program/model/program.ts";
import { json, list, record, text } from "../program/model/values.ts";

/** What a program declares in one region of one account, by one provider. */
export interface Place {
  /** For people: the region, and the account where the provider takes on a role in it. */
  name: string;
  region: string;
  has(entry: AnyEntry): boolean;
  /** How its CloudMonitor is reached. Throws where the role is refused. */
  access(): Promise<ApiAccess>;
}

/** Where the stack's own provider is not written down, the region comes from where Pulumi takes it too. */
const REGIONS = ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"];

/** The places of everything that is at Alibaba Cloud, by the providers that deployed it. */
export function placesOf(program: Program, env: NodeJS.ProcessEnv): Place[] {
  const atAlibaba = program.resources.filter(({ custom, type }) => custom && isAtAlibaba(type));
  const providers = new Set(atAlibaba.map(({ provider }) => provider));
  return [...providers].map((provider): Place => {
    const inputs = program.byUrn.get(provider.slice(0, provider.lastIndexOf("::")))?.inputs ?? {};
    const given = REGIONS.map((name) => env[name]).find((each) => each !== undefined && each !== "");
    const region = text(inputs.region) ?? given ?? "cn-hangzhou";
    const role = text(record(json(inputs.assumeRole) ?? inputs.assumeRole).roleArn);
    const [, account] = /^acs:ram::(\d+):/.exec(role ?? "") ?? [];
    return {
      name: account === undefined ? region : `${region} of ${account}`,
      region,
      has: ({ resource }) => resource.provider === provider,
      access: () => accessOf(inputs, region, role),
    };
  });
}

function isAtAlibaba(type: string): boolean {
  return type.startsWith("alicloud:");
}

/** As the provider has it: its own key if it has one, else the usual chain; then the role. */
async function accessOf(
  inputs: Record<string, unknown>,
  region: string,
  role: string | undefined,
): Promise<ApiAccess> {
  const [endpoints] = list(json(inputs.endpoints) ?? inputs.endpoints).map(record);
  const own = ownKey(inputs);
  const protocol = text(inputs.protocol)?.toLowerCase();
  const common = { region, ...own, ...(protocol !== undefined && { protocol }) };
  const at = (service: string) => {
    const endpoint = text(endpoints?.[service]);
    return endpoint === undefined ? {} : { endpoint };
  };
  const session = role === undefined ? {} : await roleSession({ ...common, ...at("sts") }, role);
  return { ...common, ...at("cms"), ...session };
}

function ownKey(inputs: Record<string, unknown>): Partial<ApiAccess> {
  const [accessKeyId, accessKeySecret] = [text(inputs.accessKey), text(inputs.secretKey)];
  if (accessKeyId === undefined || accessKeySecret === undefined) return {};
  const securityToken = text(inputs.securityToken);
  return { accessKeyId, accessKeySecret, ...(securityToken !== undefined && { securityToken }) };
}

export async function clientAt(place: Place): Promise<ReadingClient> {
  return readingClient(await place.access());
}
