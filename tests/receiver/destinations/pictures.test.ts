import { describe, expect, test } from "vitest";
import type { RelayConfig } from "../../../receiver/config/config.ts";
import { type DestinationKind, destinationOf } from "../../../receiver/destinations/registry.ts";
import { renderMessage } from "../../../receiver/message/render.ts";
import { one } from "../sources/read.ts";
import { CASES } from "./contracts.ts";

const SRC = "https://grafana.example.com/shot.png";
const PANEL = "https://grafana.example.com/d/abc?viewPanel=2";

/** What a destination is sent of an alert of Grafana with a picture of its panel. */
function sentTo(kind: DestinationKind, imageURL: string, panelURL = PANEL) {
  const config: RelayConfig = {
    destinations: { pager: { kind, severities: {} } },
    sources: { shop: { generation: 1, deliverTo: ["pager"], language: "en", severities: {} } },
  };
  const labels = { alertname: "Queue length", queue: "orders" };
  const each = { status: "firing", labels, startsAt: "2026-11-20T08:00:00Z", imageURL, panelURL };
  const alert = one({ orgId: 1, status: "firing", alerts: [each] });
  const at = Date.parse("2026-11-20T08:00:00Z");
  const message = renderMessage(config, "pager", {
    ...{ source: "shop", key: "5eed".repeat(16), kind: "opened", level: "critical", number: 1, alert },
    ...{ at, receivedAt: at, openedAt: at },
  });
  return JSON.parse(destinationOf(kind).build(message, CASES[kind].contract.access, at).body);
}

describe("the picture that Grafana took of the panel", () => {
  const picture = { src: SRC, alt: "orders · Queue length", href: PANEL };

  test.each(["pagerduty", "ilert", "flashduty"] as const)("is one of the images at %s", (kind) => {
    expect(sentTo(kind, SRC).images).toEqual([picture]);
    expect(sentTo(kind, "http://grafana.example.com/shot.png").images).toBeUndefined();
    expect(sentTo(kind, "").images).toBeUndefined();
  });

  test("leads nowhere at Flashduty, or is left out, where an address is longer than the vendor takes", () => {
    const long = `https://grafana.example.com/${"a".repeat(256)}`;
    expect(sentTo("flashduty", SRC, long).images).toEqual([{ ...picture, href: undefined }]);
    expect(sentTo("flashduty", long).images).toBeUndefined();
    expect(sentTo("pagerduty", long).images).toEqual([{ ...picture, src: long }]);
  });

  test("stands in the card of Teams and in DingTalk's markdown", () => {
    expect(sentTo("teams", SRC).attachments[0].content.body).toContainEqual({
      type: "Image",
      url: SRC,
      altText: picture.alt,
    });
    expect(sentTo("dingtalk", SRC).markdown.text).toContain(`![](${SRC})`);
  });
});
