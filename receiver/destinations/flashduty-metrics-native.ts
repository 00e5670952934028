import type { Destination } from "./destination.ts";
import { flashduty } from "./flashduty.ts";
import { native } from "./native.ts";

/**
 * Flashduty's integration "Alibaba Cloud Monitor CM Metrics": callbacks of metric rules.
 * Source: flashcatcloud/flashduty-docs `alert-sources/aliyun-cm-metrics.mdx`
 */
export const flashdutyMetricsNative: Destination = native(flashduty, {
  name: "FlashdutyMetricsNative",
  note: "CloudMonitor's own body, unchanged, to Flashduty's integration for metric rules.",
  title: "Flashduty, native CloudMonitor metrics integration",
  urlIs: "the push URL on the card of a CM Metrics integration",
});
