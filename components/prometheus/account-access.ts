import * as pulumi from "@pulumi/pulumi";

/** A role that is assumed with a key pair, as the provider's `assumeRole` says it. */
export interface AssumedRole {
  roleArn: string;
  sessionName?: string;
  externalId?: string;
  policy?: string;
  /** Seconds. */
  sessionExpiration?: number;
}

/** A role that is assumed with a token of an identity provider, as the provider's `assumeRoleWithOidc` says it. */
export interface OidcRole {
  roleArn?: string;
  oidcProviderArn?: string;
  /** Where the token is; the token itself is never kept. */
  oidcTokenFile?: string;
  roleSessionName?: string;
  policy?: string;
  /** Seconds. */
  sessionExpiration?: number;
}

/** How an account is reached: only what does not end, so that it can be kept in the state. */
export interface AccountAccess {
  /** Of a provider of its own, to which the stack's configuration says nothing. */
  explicit?: true;
  assumeRole?: AssumedRole;
  assumeRoleWithOidc?: OidcRole;
  /** Name in the shared file of the command line `aliyun`. */
  profile?: string;
  /** Host, and port if any, of the Security Token Service. */
  stsEndpoint?: string;
}

/** What the account's provider is configured with, of what matters here. */
interface ConfiguredAccess {
  account: AccountAccess | undefined;
  endpoint: string | undefined;
  protocol: string | undefined;
}

/** Inputs of an explicit provider, which are outputs at run time; those that are no text are JSON. */
type ProviderInputs = Readonly<Record<string, pulumi.Output<unknown> | undefined>>;

const explicitProvider = (component: pulumi.ComponentResource, type: string) =>
  component.getProvider(type) as unknown as ProviderInputs | undefined;

const NAMES = ["profile", "protocol", "assumeRole", "assumeRoleWithOidc", "endpoints"] as const;

/** What the explicit provider of a component's resources is configured with, else what the stack says. */
export function configuredAccess(
  component: pulumi.ComponentResource,
  type: string,
): pulumi.Output<ConfiguredAccess> {
  const provider = explicitProvider(component, type);
  const config = new pulumi.Config("alicloud");
  const values = NAMES.map((name) => (provider ? provider[name] : config.get(name)));
  return pulumi.all(values).apply((known) => read(known, provider !== undefined));
}

/**
 * The key pair of the explicit provider, secret. Undefined without one: then each operation finds the stack's own
 * in its run. `refuse` is told where the provider has a token that ends.
 */
export function configuredKeys(
  component: pulumi.ComponentResource,
  type: string,
  refuse: (problem: string) => void,
): { accessKeyId: pulumi.Output<string>; accessKeySecret: pulumi.Output<string> } | undefined {
  const provider = explicitProvider(component, type);
  if (!provider) return undefined;
  const { accessKey, secretKey, securityToken, assumeRoleWithOidc } = provider;
  const key = (given: pulumi.Output<unknown> | undefined) =>
    pulumi.secret(
      pulumi.all([given, securityToken, assumeRoleWithOidc]).apply(([value, token, oidc]) => {
        if (token || (parsed(oidc) as { oidcToken?: string } | undefined)?.oidcToken) refuse(ENDS);
        return value as string;
      }),
    );
  return { accessKeyId: key(accessKey), accessKeySecret: key(secretKey) };
}

const ENDS =
  "has a token that ends, and the state never keeps one: let it be found in the environment of the run (ALICLOUD_SECURITY_TOKEN, ALIBABA_CLOUD_OIDC_TOKEN_FILE), or give assumeRole or oidcTokenFile";

function read([profile, protocol, role, oidc, given]: unknown[], explicit: boolean): ConfiguredAccess {
  const text = (value: unknown) => (value as string | undefined) || undefined;
  const endpoints = [(parsed(given) ?? []) as Record<string, string>[]].flat();
  const endpoint = (service: string) => endpoints.find((each) => each[service])?.[service];
  // The token itself is refused; what it says of the account is not kept either.
  const { oidcToken: _, ...withOidc } = (parsed(oidc) ?? {}) as OidcRole & { oidcToken?: string };
  const account = withoutEmpty<AccountAccess>({
    ...(explicit && { explicit }),
    assumeRole: parsed(role) as AssumedRole | undefined,
    assumeRoleWithOidc: Object.keys(withOidc).length > 0 ? withOidc : undefined,
    profile: text(profile),
  });
  const reached = Object.keys(account).length > 0;
  return {
    account: reached ? withoutEmpty({ ...account, stsEndpoint: endpoint("sts") }) : undefined,
    endpoint: endpoint("cms"),
    protocol: text(protocol)?.toLowerCase(),
  };
}

/** What JSON says; undefined for nothing. */
function parsed(value: unknown): unknown {
  const object = typeof value === "string" && value !== "" ? JSON.parse(value) : value;
  return object ?? undefined;
}

function withoutEmpty<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
