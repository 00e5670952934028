import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentialsOf } from "../../components/prometheus/credentials.ts";
import type { ServedCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { KEY, OTHER_KEY, start } from "../local/api/kit.ts";

const ROLE = `acs:ram::${OTHER_KEY.account}:role/monitoring`;
const PAIR = { accessKeyId: KEY.id, accessKeySecret: KEY.secret };

let server: ServedCloudMonitor;
let folder: string;

beforeAll(async () => {
  server = await start();
  folder = mkdtempSync(join(tmpdir(), "relay-credentials-"));
  writeFileSync(join(folder, "token"), "made-up-identity\n");
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

const NOTHING = { config: () => undefined, env: {} };
const local = () => ({ region: "cn-hangzhou", protocol: "http" });
const sts = () => ({ stsEndpoint: server.endpoint });
const byRole = () => ({ ...sts(), assumeRole: { roleArn: ROLE, sessionName: "relay" } });
const byToken = (more = {}) => ({
  ...sts(),
  assumeRoleWithOidc: {
    roleArn: ROLE,
    oidcProviderArn: `acs:ram::${OTHER_KEY.account}:oidc-provider/ci`,
    ...more,
  },
});
const session = { accessKeyId: expect.stringMatching(/^STS\./), securityToken: expect.any(String) };

describe("the credentials of an operation", () => {
  test("are the declared key pair, as it is or for a role", async () => {
    expect(await credentialsOf({ ...local(), ...PAIR }, NOTHING)).toEqual(PAIR);
    expect(await credentialsOf({ ...local(), ...PAIR, account: byRole() }, NOTHING)).toMatchObject(session);
  });

  test("are the stack's, then the environment's, with the token that belongs to them", async () => {
    const env = { ALICLOUD_ACCESS_KEY: "e", ALICLOUD_SECRET_KEY: "f", ALICLOUD_SECURITY_TOKEN: "g" };
    const values: Record<string, string> = { "alicloud:accessKey": "a", "alicloud:secretKey": "b" };
    const config = (key: string) => values[key];
    const ofStack = { accessKeyId: "a", accessKeySecret: "b" };
    const ofEnvironment = { accessKeyId: "e", accessKeySecret: "f", securityToken: "g" };
    expect(await credentialsOf(local(), { config, env })).toEqual(ofStack);
    expect(await credentialsOf({ ...local(), account: { explicit: true } }, { config, env })).toEqual(
      ofEnvironment,
    );
  });

  test("come by the identity provider, unless there is a key pair, which the provider prefers too", async () => {
    const account = byToken({ oidcTokenFile: join(folder, "token") });
    expect(await credentialsOf({ ...local(), account }, NOTHING)).toMatchObject(session);
    const env = { ALIBABA_CLOUD_OIDC_TOKEN: "made-up-identity" };
    expect(await credentialsOf({ ...local(), account: byToken() }, { ...NOTHING, env })).toMatchObject(
      session,
    );
    expect(await credentialsOf({ ...local(), ...PAIR, account }, NOTHING)).toEqual(PAIR);
  });

  test("say which role was refused and why, and no token", async () => {
    const account = byToken({ roleArn: "acs:ram::9:role/x", oidcTokenFile: join(folder, "token") });
    await expect(credentialsOf({ ...local(), account }, NOTHING)).rejects.toThrow(
      /^AssumeRoleWithOIDC of acs:ram::9:role\/x: EntityNotExist.Role: (?!.*made-up)/,
    );
    await expect(credentialsOf({ ...local(), account: byToken() }, NOTHING)).rejects.toThrow(
      "assumeRoleWithOidc has no token: give oidcTokenFile, or set ALIBABA_CLOUD_OIDC_TOKEN_FILE for the run",
    );
  });
});
