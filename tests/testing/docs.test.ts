import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as components from "../../components/index.ts";
import * as testing from "../../testing/index.ts";
import "../../testing/vitest.ts";

const page = readFileSync("docs/testing.md", "utf8");
const blocks = [...page.matchAll(/```(ts|console)\n(.*?)```/gs)].map(([, kind, text = ""]) => ({
  kind,
  text,
}));
const [example, message, alone] = blocks.map(({ text }) => text);

const AsyncFunction = (async () => {}).constructor as new (
  ...args: string[]
) => (...args: unknown[]) => Promise<unknown>;

/** Runs what the page shows, without its imports. */
async function run(text: string, scope: Record<string, unknown>): Promise<unknown> {
  const body = text.replace(/^import .*$/gm, "");
  return new AsyncFunction(...Object.keys(scope), body)(...Object.values(scope));
}

test("the test in docs/testing.md fails with the message that the page shows", async () => {
  let body = async () => {};
  const take = (_name: string, own: () => Promise<void>) => {
    body = own;
  };
  await run(example ?? "", { ...testing, expect, test: take });
  const failure = await body().then(
    () => "it passed",
    (error: Error) => `AssertionError: ${error.message}`,
  );
  expect(failure.trim()).toBe(message?.trim());
});

test("the rule that is rehearsed alone there pages as it says", async () => {
  const night = await run(`${alone}\nreturn night;`, { ...components, ...testing });
  expect(night).toPage("queue", { level: "warn", destination: "pager", at: "10 minutes" });
});
