import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** `npm run outages` writes the page; it ends with 1 where a page is later than it may be. */
test("docs/outages.md is what outages come to, and nothing is late", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["bench/outages/main.ts", "--print"]);
  await expect(stdout).toMatchFileSnapshot("../../docs/outages.md");
}, 120_000);
