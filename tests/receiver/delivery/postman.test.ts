import { expect, test } from "vitest";
import { Postman } from "../../../receiver/delivery/postman.ts";
import type { Store } from "../../../receiver/delivery/store.ts";
import { production } from "../../../receiver/surroundings.ts";

test("a disk that fails leaves what is passed on for the next time", async () => {
  const problems: string[] = [];
  const store = {
    passingTo: () => {
      throw new Error("disk I/O error");
    },
  } as unknown as Store;
  const postman = new Postman({
    name: () => "pager",
    store,
    world: { ...production, log: (entry) => "problem" in entry && problems.push(entry.problem) },
    take: async () => {},
    transaction: (write) => write(),
  });
  await postman.run();
  expect(problems).toEqual(["disk I/O error"]);
});
