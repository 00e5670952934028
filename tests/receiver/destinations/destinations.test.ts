import { describe, expect, test } from "vitest";
import { SOURCE_KINDS } from "../../../receiver/alert.ts";
import type { RelayConfig } from "../../../receiver/config/config.ts";
import { DESTINATION_KINDS, destinationOf } from "../../../receiver/destinations/registry.ts";
import { LEVELS } from "../../../receiver/level.ts";
import { wordsFor } from "../../../receiver/message/words.ts";
import { testDestination } from "./kit.ts";
import { sample } from "./samples.ts";

DESTINATION_KINDS.forEach(testDestination);

test.each(DESTINATION_KINDS)("every level has one of the words of %s", (kind) => {
  const { severities, setup } = destinationOf(kind);
  for (const level of LEVELS)
    expect(setup.words.length > 0 ? setup.words : [""]).toContain(severities[level]);
});

describe.each(SOURCE_KINDS)("an alert of the kind %s", (source) => {
  test.each(DESTINATION_KINDS)("has a word for every level at %s", (kind) => {
    const { words } = destinationOf(kind).setup;
    const config: RelayConfig = {
      destinations: { pager: { kind, severities: {} } },
      sources: { shop: { generation: 1, deliverTo: ["pager"], language: "en", severities: {} } },
    };
    for (const level of LEVELS) {
      const alert = { ...sample("webhook").alert, kind: source, level };
      const { severity } = wordsFor(config, "shop", "pager", level, alert);
      expect(words.length > 0 ? words : [""]).toContain(severity);
    }
  });
});
