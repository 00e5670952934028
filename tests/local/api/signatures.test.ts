import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rpcSignature, rpcStringToSign } from "../../../local/cloudmonitor/api/signatures/rpc.ts";
import { findLocalKey, localKey } from "../../../local/cloudmonitor/keys.ts";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { cms, KEY, OTHER_KEY, refusal, roa, rpc, sdk, start } from "./kit.ts";

let server: ServedCloudMonitor;
let time = Date.now();

beforeAll(async () => {
  server = await start({ machine: () => time });
});

afterAll(() => server.stop());

describe.each([["HMAC-SHA1", "v2"] as const, ["ACS3-HMAC-SHA256", undefined] as const])("%s", (_, v2) => {
  const algorithm = v2 && { algorithm: v2 };

  test("signs what the SDK sends, whatever characters are in it", async () => {
    const client = cms(server, algorithm);
    const channels = new sdk.PutContactRequestChannels({ mail: "a+b@example.com" });
    const describe = "on call: 24*7 ('primary') & more %41 ~ 值班!";
    await client.putContact(new sdk.PutContactRequest({ contactName: "Zoë", describe, channels }));
    const { body } = await client.describeContactList(
      new sdk.DescribeContactListRequest({ contactName: "Zoë" }),
    );
    expect(body?.contacts?.contact?.[0]).toMatchObject({
      name: "Zoë",
      desc: describe,
      channels: { mail: "a+b@example.com" },
    });
  });

  test("refuses a wrong secret, and does nothing", async () => {
    const call = rpc(
      server,
      "PutContactGroup",
      { ContactGroupName: "no" },
      { secret: "wrong", ...algorithm },
    );
    expect(await refusal(call)).toMatchObject({ code: "SignatureDoesNotMatch", status: 400 });
    const { ContactGroups } = await rpc(server, "DescribeContactGroupList");
    expect(ContactGroups).toEqual({ ContactGroup: [] });
  });

  test("refuses a key that nobody has", async () => {
    const call = rpc(server, "DescribeContactList", {}, { id: "nobody", ...algorithm });
    expect(await refusal(call)).toMatchObject({ code: "InvalidAccessKeyId.NotFound", status: 404 });
  });

  test("signs calls of the API 2024-03-30", async () => {
    await roa(server, "POST /workspace/my%20shop", { body: { description: "ö" } }, { ...algorithm });
    expect(
      await roa(
        server,
        "GET /workspace/my%20shop",
        { query: { b: "1 & 2", a: "", RegionId: "cn-hangzhou" } },
        { ...algorithm },
      ),
    ).toMatchObject({ workspaceName: "my shop", description: "ö" });
    const refused = await refusal(
      roa(server, "GET /workspace/my%20shop", {}, { secret: "wrong", ...algorithm }),
    );
    expect(refused).toMatchObject({ code: "SignatureDoesNotMatch", status: 400 });
  });
});

describe("the gate", () => {
  const answerTo = async (query: string, init?: RequestInit) => {
    const response = await fetch(`${server.url}/?${query}`, init);
    return { status: response.status, ...((await response.json()) as Record<string, string>) };
  };

  test("wants a key and a signature", async () => {
    const call = "Action=DescribeContactList&Version=2019-01-01";
    expect(await answerTo(call)).toMatchObject({ status: 400, Code: "MissingAccessKeyId" });
    expect(await answerTo(`${call}&AccessKeyId=${KEY.id}`)).toMatchObject({ Code: "IncompleteSignature" });
    const authorization = `ACS3-HMAC-SHA256 Credential=${KEY.id},SignedHeaders=x-acs-date,Signature=00`;
    const unsigned = await answerTo(call, { headers: { authorization } });
    expect(unsigned).toMatchObject({ status: 400, Code: "IncompleteSignature" });
  });

  test("refuses a call twice, and a call that was signed long ago", async () => {
    const parameters = new URLSearchParams({
      Action: "DescribeContactList",
      Version: "2019-01-01",
      AccessKeyId: KEY.id,
      SignatureNonce: "once",
      Timestamp: new Date(time).toISOString(),
    });
    const call = { method: "GET", path: "/", query: [...parameters], form: [] };
    const toSign = rpcStringToSign({ ...call, headers: new Headers(), body: new Uint8Array() });
    parameters.set("Signature", rpcSignature(toSign, KEY.secret));
    const sent = String(parameters);
    expect(await answerTo(sent)).toMatchObject({ status: 200 });
    expect(await answerTo(sent)).toMatchObject({ status: 400, Code: "SignatureNonceUsed" });
    time += 16 * 60_000;
    expect(await answerTo(sent)).toMatchObject({ status: 400, Code: "InvalidTimeStamp.Expired" });
    time -= 16 * 60_000;
  });

  test("names the action that it doesn't know", async () => {
    expect(await refusal(rpc(server, "PutRule"))).toMatchObject({
      code: "InvalidAction.NotFound",
      status: 404,
    });
  });
});

test("keys of further accounts are known by their id, where that is wanted", async () => {
  const { id, secret, account } = localKey("1300000000000000");
  const sts = { version: "2015-04-01" };
  expect((await refusal(rpc(server, "DescribeContactList", {}, { id, secret }))).code).toMatch(/NotFound$/);
  const open = await start({ findKey: findLocalKey });
  expect(await rpc(open, "GetCallerIdentity", {}, { ...sts, id, secret })).toMatchObject({
    AccountId: account,
  });
  const role = { RoleArn: "acs:ram::1400000000000000:role/deployer", RoleSessionName: "ci" };
  expect(await rpc(open, "AssumeRole", role, sts)).toHaveProperty("Credentials");
  const wrong = await refusal(rpc(open, "DescribeContactList", {}, { id, secret: "wrong" }));
  expect(wrong.code).toBe("SignatureDoesNotMatch");
  await open.stop();
});

describe("STS", () => {
  const version = "2015-04-01";

  test("tells who calls", async () => {
    const { id, secret, account } = OTHER_KEY;
    expect(await rpc(server, "GetCallerIdentity", {}, { version, id, secret })).toMatchObject({
      AccountId: account,
      IdentityType: "Account",
      Arn: `acs:ram::${account}:root`,
    });
  });

  test("a session acts in its role's account, with its token, until it is over", async () => {
    const role = { RoleArn: `acs:ram::${OTHER_KEY.account}:role/deployer`, RoleSessionName: "ci" };
    const { Credentials } = await rpc(server, "AssumeRole", role, { version });
    const { AccessKeyId, AccessKeySecret, SecurityToken } = Credentials as Record<string, string>;
    const session = { id: AccessKeyId ?? "", secret: AccessKeySecret ?? "", token: SecurityToken ?? "" };
    await rpc(server, "PutContactGroup", { ContactGroupName: "there" }, session);
    expect(server.api.clouds.account(OTHER_KEY.account).groups.has("there")).toBe(true);
    expect(server.api.clouds.account(KEY.account).groups.has("there")).toBe(false);
    expect(await rpc(server, "GetCallerIdentity", {}, { version, ...session })).toMatchObject({
      AccountId: OTHER_KEY.account,
      Arn: `acs:ram::${OTHER_KEY.account}:assumed-role/deployer/ci`,
    });
    const without = await refusal(
      rpc(server, "DescribeContactGroupList", {}, { ...session, token: "stolen" }),
    );
    expect(without.code).toBe("InvalidSecurityToken.MismatchWithAccessKey");
    time += 3601_000;
    const late = await refusal(rpc(server, "DescribeContactGroupList", {}, session));
    expect(late.code).toBe("InvalidSecurityToken.Expired");
    time -= 3601_000;
  });

  test("gives a session without a key to whoever has a token of a provider that the account trusts", async () => {
    const ask = async (change: Record<string, string> = {}) => {
      const body = new URLSearchParams({
        ...{
          Action: "AssumeRoleWithOIDC",
          Version: version,
          RoleSessionName: "ci",
          OIDCToken: "a.made-up.token",
        },
        RoleArn: `acs:ram::${OTHER_KEY.account}:role/deployer`,
        OIDCProviderArn: `acs:ram::${OTHER_KEY.account}:oidc-provider/github`,
        ...change,
      });
      const answer = await fetch(server.url, { method: "POST", body });
      return (await answer.json()) as { Code?: string; Credentials?: Record<string, string> };
    };
    const { AccessKeyId = "", AccessKeySecret = "", SecurityToken = "" } = (await ask()).Credentials ?? {};
    const session = { id: AccessKeyId, secret: AccessKeySecret, token: SecurityToken };
    expect(await rpc(server, "GetCallerIdentity", {}, { version, ...session })).toMatchObject({
      Arn: `acs:ram::${OTHER_KEY.account}:assumed-role/deployer/ci`,
    });
    const provider = `acs:ram::${KEY.account}:oidc-provider/github`;
    expect((await ask({ OIDCProviderArn: provider })).Code).toBe("NoPermission");
    expect((await ask({ OIDCToken: "x" })).Code).toBe("InvalidParameter.OIDCToken");
    expect((await ask({ RoleArn: "deployer" })).Code).toBe("InvalidParameter.RoleArn");
  });

  test("knows no role of an account that isn't there", async () => {
    const role = { RoleArn: "acs:ram::1:role/deployer", RoleSessionName: "ci" };
    expect((await refusal(rpc(server, "AssumeRole", role, { version }))).code).toBe("EntityNotExist.Role");
  });
});
