import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cloudflare } from "../../../local/cloudflare/cloudflare.ts";
import {
  ACCOUNT,
  ask,
  COUNTER,
  clientOf,
  counter,
  parts,
  refusal,
  upload,
  uploadCounter,
  V1,
} from "./kit.ts";

const account_id = ACCOUNT;
let cloud: Cloudflare;
let client: ReturnType<typeof clientOf>;

beforeAll(async () => {
  cloud = await Cloudflare.open();
  client = clientOf(cloud);
});
afterAll(() => cloud.stop());

describe("an upload", () => {
  test("runs at once, with its bindings, and is listed", async () => {
    const bindings = [
      COUNTER,
      { name: "PLAIN", type: "plain_text", text: "plain" },
      { name: "SECRET", type: "secret_text", text: "made-up-secret" },
      { name: "JSON", type: "json", json: { a: [1] } },
    ];
    const answer = await uploadCounter(client, "life", "1", { bindings, migrations: V1 });
    expect(answer).toMatchObject({ id: "life", handlers: ["fetch"], has_modules: true, migration_tag: "v1" });
    expect(await ask(cloud, "life")).toMatchObject({
      version: "1",
      count: 1,
      plain: "plain",
      secret: "made-up-secret",
      json: { a: [1] },
    });
    const listed = (await client.workers.scripts.list({ account_id })).result;
    expect(listed).toEqual([expect.objectContaining({ id: "life", migration_tag: "v1" })]);
    const settings = await client.workers.scripts.scriptAndVersionSettings.get("life", { account_id });
    expect(JSON.stringify(settings)).not.toContain("made-up-secret");
    expect(settings).toMatchObject({ placement: {}, compatibility_date: "2026-07-01", tags: [] });
    expect(settings).not.toHaveProperty("observability");
    expect(settings.bindings).toEqual([
      { ...COUNTER, namespace_id: expect.stringMatching(/^[0-9a-f]{32}$/) },
      bindings[1],
      { name: "SECRET", type: "secret_text" },
      bindings[3],
    ]);
  });

  test("exchanges code and bindings under the same address, and keeps what Durable Objects stored", async () => {
    const inherit = { name: "SECRET", type: "inherit" };
    await uploadCounter(client, "life", "2", { bindings: [COUNTER, inherit], keep_bindings: ["json"] });
    const second = await ask(cloud, "life");
    expect(second).toMatchObject({ version: "2", count: 2, secret: "made-up-secret", json: { a: [1] } });
    expect(second.plain).toBeUndefined();
  });

  test("is answered again, module by module", async () => {
    const content = await client.workers.scripts.content.get("life", { account_id });
    const form = await content.formData();
    expect([...form.keys()]).toEqual(["main.mjs"]);
    expect(await (form.get("main.mjs") as File).text()).toBe(counter("2"));
  });

  test("of other content keeps the bindings", async () => {
    const params = { account_id, ...parts({ main_module: "main.mjs" }, counter("3")) };
    await client.workers.scripts.content.update("life", params as never);
    expect(await ask(cloud, "life")).toMatchObject({ version: "3", count: 3, secret: "made-up-secret" });
  });

  test.each([
    ["does not parse", "export default {", {}, 10021],
    ["throws when it starts", "throw new Error('boom'); export default {};", {}, 10021],
    ["has no handler", "export default {};", {}, 10068],
    ["has no such main module", counter("x"), { main_module: "other.mjs" }, 10021],
    ["inherits what is not there", counter("x"), { bindings: [{ name: "NO", type: "inherit" }] }, 10021],
    ["binds a name twice", counter("x"), { bindings: [COUNTER, COUNTER] }, 10053],
    ["binds an unknown class", counter("x"), { bindings: [COUNTER] }, 10061],
    ["asks for what can't be run here", counter("x"), { bindings: [{ name: "Q", type: "queue" }] }, 10999],
  ])("that %s is refused and leaves nothing", async (_, source, metadata, code) => {
    const refused = await refusal(upload(client, "refused", source, metadata));
    expect(refused).toMatchObject({ status: 400, code });
    expect(await refusal(client.workers.scripts.get("refused", { account_id }))).toMatchObject({
      code: 10007,
    });
  });

  test("that is refused leaves the running version as it was", async () => {
    await refusal(uploadCounter(client, "life", "4", { bindings: [{ name: "NO", type: "inherit" }] }));
    expect(await ask(cloud, "life")).toMatchObject({ version: "3", count: 4 });
  });
});

describe("migrations", () => {
  test("are checked against the tag that the script has", async () => {
    await uploadCounter(client, "tags", "1", { migrations: V1 });
    expect(await refusal(uploadCounter(client, "tags", "2", { migrations: V1 }))).toEqual({
      status: 412,
      code: 10079,
      message: "Migration tag precondition failed; current tag is 'v1'",
    });
    const again = { ...V1, old_tag: "v1", new_tag: "v2" };
    expect(await refusal(uploadCounter(client, "tags", "2", { migrations: again }))).toMatchObject({
      code: 10074,
    });
    const wrong = { old_tag: "v0", new_tag: "v2" };
    expect(await refusal(uploadCounter(client, "tags", "2", { migrations: wrong }))).toMatchObject({
      code: 10079,
    });
    await uploadCounter(client, "tags", "2");
    expect(await ask(cloud, "tags")).toMatchObject({ version: "2", count: 1 });
  });

  test("rename a class with what it stored, and delete it with all of it", async () => {
    const renamed = { old_tag: "v1", new_tag: "v2", renamed_classes: [{ from: "Counter", to: "Other" }] };
    const bindings = [{ ...COUNTER, class_name: "Other" }];
    expect(await refusal(upload(client, "tags", counter("3", "Other"), { bindings }))).toMatchObject({
      code: 10064,
    });
    await upload(client, "tags", counter("3", "Other"), { bindings, migrations: renamed });
    expect(await ask(cloud, "tags")).toMatchObject({ version: "3", count: 2 });
    const deleted = { old_tag: "v2", new_tag: "v3", deleted_classes: ["Other"] };
    const still = upload(client, "tags", counter("4"), { bindings, migrations: deleted });
    expect(await refusal(still)).toMatchObject({ code: 10061 });
    await upload(client, "tags", counter("4"), { migrations: deleted });
    const back = { old_tag: "v3", new_tag: "v4", new_sqlite_classes: ["Counter"] };
    await uploadCounter(client, "tags", "5", { migrations: back });
    expect(await ask(cloud, "tags")).toMatchObject({ version: "5", count: 1 });
  });
});

test("a deleted script is gone with its host names and what its Durable Objects stored", async () => {
  await uploadCounter(client, "gone", "1", { migrations: V1 });
  await client.workers.domains.update({ account_id, hostname: "gone.example.com", service: "gone" } as never);
  expect(await ask(cloud, "gone")).toMatchObject({ count: 1 });
  await client.workers.scripts.delete("gone", { account_id });
  expect(await refusal(client.workers.scripts.delete("gone", { account_id }))).toMatchObject({
    status: 404,
    code: 10007,
  });
  expect(cloud.workerAt("gone.example.com")).toBeUndefined();
  await uploadCounter(client, "gone", "2", { migrations: V1 });
  expect(await ask(cloud, "gone")).toMatchObject({ count: 1 });
});
