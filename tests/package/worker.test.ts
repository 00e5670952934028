import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bundleWorker, workerCode, workerSha256 } from "../../components/receiver/bundle.ts";

test("the Worker's code is the same bytes wherever and however often it is made", () => {
  const again = bundleWorker(fileURLToPath(new URL("../..", import.meta.url)));
  expect(again).toBe(workerCode());
  expect(again).not.toContain(process.cwd());
});

test("the changelog names the Worker of its newest version, which is this one once it is released", () => {
  const [, newest = ""] = readFileSync(new URL("../../CHANGELOG.md", import.meta.url), "utf8").split(/^## /m);
  const [, sha256] = /^The Worker's SHA-256 is `([0-9a-f]{64})`\.$/m.exec(newest) ?? [];
  if (newest.startsWith("Unreleased")) expect(sha256).toBeDefined();
  else expect(sha256).toBe(workerSha256());
});
