import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PLANTED } from "../../bench/planted/faults.ts";

test.each(PLANTED.map((fault) => [fault.why, fault] as const))("%s: the fault fits the code", (_, fault) => {
  const { file, find, replace } = fault;
  const code = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  expect(code.split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});
