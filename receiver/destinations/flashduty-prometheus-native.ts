import type { Destination } from "./destination.ts";
import { flashduty } from "./flashduty.ts";
import { native } from "./native.ts";

/**
 * Flashduty's integration "Alibaba Cloud Prometheus": webhooks of managed Prometheus alerts.
 * Source: flashcatcloud/flashduty-docs `alert-sources/aliyun-prometheus.mdx`
 */
export const flashdutyPrometheusNative: Destination = native(flashduty, {
  name: "FlashdutyPrometheusNative",
  note: "The Prometheus webhook's own body, unchanged, to Flashduty's integration for Alibaba Cloud Prometheus.",
  title: "Flashduty, native Prometheus integration",
  urlIs: "the push URL on the card of an Alibaba Cloud Prometheus integration",
});
