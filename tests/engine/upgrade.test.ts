import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lastTag } from "../../components/receiver/migrations.ts";
import { during } from "./caller.ts";
import { WITHOUT_ENGINE } from "./pulumi.ts";
import { ReceiverLife } from "./receiver-life.ts";

// A stack that was deployed by the version which gave its code as a file, with the Worker of that version
// (`former/worker.mjs`, as it was built).

const FORMER_WORKER = fileURLToPath(new URL("former/worker.mjs", import.meta.url));

/** The bundles of the former version: the whole, and what it cut from it. */
let bundles: string;
let life: ReceiverLife;

if (WITHOUT_ENGINE) writeSync(2, `tests/engine/upgrade.test.ts ${WITHOUT_ENGINE}\n`);

describe.skipIf(WITHOUT_ENGINE)("a receiver of the version before", { timeout: 180_000 }, () => {
  beforeEach(async () => {
    bundles = mkdtempSync(join(tmpdir(), "relay-former-"));
    for (const name of ["worker.mjs", "worker.webhook.mjs"]) copyFileSync(FORMER_WORKER, join(bundles, name));
    appendFileSync(join(bundles, "worker.webhook.mjs"), "// for webhooks alone\n");
    life = await ReceiverLife.open({ former: "true", bundles });
    expect(await life.stack.up()).toMatchObject({ changes: { create: 5 } });
    expect(await life.post("i-first")).toMatchObject({ status: 200 });
    expect(await life.openIncidents()).toEqual(["i-first"]);
  }, 120_000);

  afterEach(async () => {
    rmSync(bundles, { recursive: true, force: true });
    await life?.close();
  });

  /** To this version, which the former one's objects go along with. */
  const upgrade = async () => {
    const frozen = async () => [
      ...(await life.stack.state()).matchAll(/::(relay-(?:migration|objects)-\w+)"/g),
    ];
    await life.change({ former: "false" }, { create: 2, update: 1, delete: 1, unchanged: 3 });
    expect(new Set((await frozen()).map(([, name]) => name))).toEqual(
      new Set([`relay-objects-${lastTag()}`]),
    );
    expect(life.script?.migrationTag).toBe(lastTag());
    expect(await life.post("i-second")).toMatchObject({ status: 200, body: '{"decision":"opened"}\n' });
    await life.settled(6);
    await life.change({ code: "2" }, { update: 1, unchanged: 5 });
    expect(life.variant()).toBe("2");
  };

  test("could not be deployed with other code in the same files: why it is upgraded", async () => {
    appendFileSync(join(bundles, "worker.mjs"), "// other code\n");
    const second = await life.stack.tryUp();
    expect(second.ok).toBe(false);
    expect(second.output).toContain("SHA-256 Hash Mismatch");
    await upgrade();
  });

  test("could not be deployed again after a refresh, and is upgraded from there too", async () => {
    expect((await life.stack.refresh()).ok).toBe(true);
    expect((await life.stack.tryUp()).output).toContain("SHA-256 Hash Mismatch");
    await upgrade();
  });

  test("is upgraded when its files are gone, as they are when the package was exchanged", async () => {
    rmSync(bundles, { recursive: true });
    await upgrade();
  });

  test("is upgraded by the update after one that was cut off between the two uploads", async () => {
    life.cloud.faults.add({
      kind: "error",
      status: 400,
      method: "PUT",
      path: "/workers/scripts/relay",
      skip: 1,
    });
    const first = await during(life.cloud, await life.callbackUrl(), () =>
      life.stack.tryUp({ former: "false" }),
    );
    expect(first).toMatchObject({ result: { ok: false }, refused: [] });
    expect(life.script?.migrationTag).toBe(lastTag());
    await life.change({}, { create: 1, update: 1, delete: 1, unchanged: 4 });
    await life.settled(6);
  });
});
