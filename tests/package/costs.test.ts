import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withCosts } from "../../bench/costs/page.ts";

test("docs/components/AlertReceiver.md says what is measured, at the prices of the list", () => {
  const page = readFileSync("docs/components/AlertReceiver.md", "utf8");
  expect(page, "npm run costs writes it").toBe(withCosts(page));
});
