import { describe, expect, test } from "vitest";
import { readConfig } from "../../receiver/env.ts";
import { CONFIG } from "./bindings.ts";

describe("the configuration", () => {
  test("is taken as the value of a JSON binding, and as the text that Terraform's provider makes of it", () => {
    expect(readConfig({ CONFIG })).toEqual(CONFIG);
    expect(readConfig({ CONFIG: JSON.stringify(CONFIG) })).toEqual(CONFIG);
  });

  test("as text is parsed once, so that what is derived from it is kept, and anew when it changes", () => {
    const text = JSON.stringify(CONFIG);
    const first = readConfig({ CONFIG: text });
    expect(readConfig({ CONFIG: text })).toBe(first);
    const changed = { ...CONFIG, sources: { other: CONFIG.sources.production } };
    expect(Object.keys(readConfig({ CONFIG: JSON.stringify(changed) }).sources)).toEqual(["other"]);
    expect(readConfig({ CONFIG: text })).toEqual(CONFIG);
  });

  test("is put together from its parts, in which a source's routes may go on", () => {
    const { production, ...others } = CONFIG.sources;
    const route = (name: string) => ({ name, when: {}, deliverTo: ["itoc360"] });
    const first = { destinations: {}, sources: { production: { ...production, routes: [route("a")] } } };
    const second = {
      destinations: CONFIG.destinations,
      sources: { production: { routes: [route("b")] }, ...others },
    };
    expect(readConfig({ CONFIG: JSON.stringify(first), CONFIG_2: JSON.stringify(second) })).toEqual({
      destinations: CONFIG.destinations,
      sources: { ...CONFIG.sources, production: { ...production, routes: [route("a"), route("b")] } },
    });
  });

  test.each([undefined, "", "{", "null", "{}", '"text"', {}, { sources: {} }])("%j is none", (binding) => {
    expect(() => readConfig({ CONFIG: binding })).toThrow("the binding CONFIG is missing");
  });
});
