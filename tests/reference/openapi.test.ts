import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../../receiver/api/operations.ts";
import { openApi } from "../../scripts/reference/openapi.ts";
import { read } from "../../scripts/reference/page.ts";

const document = JSON.parse(read("receiver/api/openapi.json")) as {
  paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>;
};

describe("the OpenAPI document", () => {
  test("is what the schemas come to: npm run reference writes it", () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(openApi())));
  });

  test("has every operation, with the parts of its path", () => {
    const all = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((each) => ({ path, ...each })),
    );
    expect(all.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(OPERATIONS).sort());
    for (const { path, parameters = [] } of all) {
      const named = parameters.filter((each) => each.in === "path").map(({ name }) => name);
      expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(named);
    }
  });
});
