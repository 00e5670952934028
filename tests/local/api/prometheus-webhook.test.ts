import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type WebhookInputs, webhookProvider } from "../../../components/prometheus/webhook-provider.ts";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { control, KEY, roa, start } from "./kit.ts";

let server: ServedCloudMonitor;

beforeAll(async () => {
  server = await start();
});

afterAll(() => server.stop());

beforeEach(() => server.api.clouds.account(KEY.account).region("cn-hangzhou").webhooks.clear());

const { create, read, update, diff, delete: remove } = webhookProvider as Required<typeof webhookProvider>;

const inputs = (changes: Partial<WebhookInputs> = {}): WebhookInputs => ({
  webhookId: "relay-hook",
  name: "relay hook",
  url: "https://alerts.example.com/callbacks/prometheus",
  method: "POST",
  contentType: "JSON",
  headers: { "Content-Type": "application/json", Authorization: "Bearer made-up" },
  lang: "en_US",
  workspace: "shop",
  adopt: false,
  region: "cn-hangzhou",
  endpoint: server.endpoint,
  protocol: "http",
  accessKeyId: KEY.id,
  accessKeySecret: KEY.secret,
  ...changes,
});

/** The objects in the cloud, as the API lists them. */
const listed = async () => (await roa(server, "GET /webhooks")).webhooks;
const object = {
  webhookId: "relay-hook",
  name: "relay hook",
  url: "https://alerts.example.com/callbacks/prometheus",
  method: "POST",
  contentType: "JSON",
  headers: { "Content-Type": "application/json", Authorization: "Bearer made-up" },
  lang: "en_US",
  workspace: "shop",
};

describe("the webhook object's provider", () => {
  test("creates, reads what is there, changes everything that can change, deletes", async () => {
    expect(await create(inputs())).toMatchObject({ id: "relay-hook" });
    expect(await listed()).toEqual([object]);
    expect((await read("relay-hook", inputs())).props).toEqual(inputs());
    const changed = inputs({
      name: "another name",
      url: "https://alerts.example.org/callbacks/prometheus",
      headers: { Authorization: "Bearer made-up-too" },
      lang: "zh_CN",
    });
    await update("relay-hook", inputs(), changed);
    const { name, url, headers, lang } = changed;
    expect(await listed()).toEqual([{ ...object, name, url, headers, lang }]);
    await remove("relay-hook", changed);
    expect(await listed()).toEqual([]);
  });

  test("sees what somebody changed by hand, and that somebody deleted it", async () => {
    await create(inputs());
    await roa(server, "PATCH /webhook/relay-hook", { body: { url: "https://elsewhere.example.com/" } });
    const { props } = await read("relay-hook", inputs());
    expect(props?.url).toBe("https://elsewhere.example.com/");
    expect(await diff("relay-hook", props as WebhookInputs, inputs())).toMatchObject({
      changes: true,
      replaces: [],
    });
    await roa(server, "DELETE /webhooks", { query: { webhookIds: '["relay-hook"]' } });
    expect(await read("relay-hook", inputs())).toEqual({});
    await remove("relay-hook", inputs());
  });

  test("finds no change where there is none, replaces for an identifier, and not for credentials", async () => {
    expect(await diff("relay-hook", inputs(), inputs())).toMatchObject({ changes: false, replaces: [] });
    const renamed = await diff("relay-hook", inputs(), inputs({ webhookId: "other" }));
    expect(renamed).toMatchObject({ changes: true, replaces: ["webhookId"], deleteBeforeReplace: false });
    const keys = { accessKeyId: "newer", accessKeySecret: "newer" };
    expect(await diff("relay-hook", inputs(), inputs(keys))).toMatchObject({ changes: false });
  });

  test("tells the state of another way to the account, once that is known", async () => {
    const account = { assumeRole: { roleArn: "acs:ram::1:role/a", sessionName: "s" } };
    const other = { assumeRole: { sessionName: "s", roleArn: "acs:ram::1:role/b" } };
    const same = { assumeRole: { sessionName: "s", roleArn: "acs:ram::1:role/a" } };
    const changes = async (given: unknown) =>
      (await diff("relay-hook", inputs({ account }), inputs({ account: given as typeof account }))).changes;
    expect(await changes(other)).toBe(true);
    expect(await changes(same)).toBe(false);
    expect(await changes("04da6b54-80e4-46f7-96ec-b56ff0331ba9")).toBe(false);
  });

  test("takes over an object that was made by hand only if it is told to", async () => {
    const byHand = { webhookId: "relay-hook", name: "by hand", url: "https://x.example.com/" };
    await roa(server, "POST /webhook", { body: byHand });
    await expect(create(inputs())).rejects.toThrow(
      'a notification object with the identifier "relay-hook" exists already; set adopt to true to take it over',
    );
    expect(await listed()).toMatchObject([byHand]);
    await create(inputs({ adopt: true }));
    expect(await listed()).toMatchObject([{ name: "relay hook", url: object.url, headers: object.headers }]);
  });

  test("is refused with a wrong secret, and the message shows no header", async () => {
    const failed = create(inputs({ accessKeySecret: "wrong" })).catch((error: Error) => error.message);
    expect(await failed).toMatch(/^CreateAlertWebhook: SignatureDoesNotMatch: /);
    expect(await failed).not.toContain("made-up");
    expect(await listed()).toEqual([]);
  });

  test("of an answer that was lost says so, and the object is taken over the next time", async () => {
    await control(server, "PUT /faults", { action: "CreateAlertWebhook", kind: "error", done: true });
    await expect(create(inputs())).rejects.toThrow(/^CreateAlertWebhook: InternalError: /);
    await create(inputs({ adopt: true }));
    expect(await listed()).toHaveLength(1);
  });
});
