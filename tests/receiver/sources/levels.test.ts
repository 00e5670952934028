import { describe, expect, test } from "vitest";
import { levelOf } from "../../../receiver/sources/levels.ts";

/** The words of CloudMonitor, of CloudMonitor 2.0, of ARMS and of the consoles. */
const WORDS = {
  critical: ["CRITICAL", "critical", "Emergency", "P1", "严重", "紧急"],
  error: ["ERROR", "Error", "P2", "错误"],
  warn: ["WARN", "WARNING", "warning", "P3", "警告"],
  info: ["INFO", "Informational", "Normal", "P4", "P5", "P6", "default", "普通", "信息"],
};

describe.each(Object.entries(WORDS))("the level %s", (level, words) => {
  test.each(words)("is called %s", (word) => {
    expect(levelOf(word)).toBe(level);
    expect(levelOf(` ${word}\n`)).toBe(level);
  });
});

test.each([
  "OK",
  "null",
  "",
  " ",
  "P0",
  "P7",
  "page",
  "crit",
  "critical emergency",
  "toString",
  1,
  null,
  undefined,
  {},
])("%j is no level", (word) => {
  expect(levelOf(word)).toBeUndefined();
});
