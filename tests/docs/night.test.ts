import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nightSvg, playNight } from "../../scripts/night.ts";
import { ROOT } from "./pages.ts";

test("the picture in the README is what the night really prints: npm run record-night", () => {
  expect(nightSvg(playNight())).toBe(readFileSync(join(ROOT, "docs", "night.svg"), "utf8"));
}, 60_000);
