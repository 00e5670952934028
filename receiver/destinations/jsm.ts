import type { Destination, Setup } from "./destination.ts";
import { opsgenie, opsgenieSetup } from "./opsgenie.ts";

/**
 * Jira Service Management Operations: Opsgenie's alert API at another address.
 *
 * Sources: https://developer.atlassian.com/cloud/jira/service-desk-ops/ (integration events), and for
 * `identifierType=alias`, which that page leaves out, https://jira.atlassian.com/browse/JSDCLOUD-14179.
 */
export const jsm: Destination = opsgenie;

export const jsmSetup: Setup = {
  title: "Jira Service Management Operations",
  url: "https://api.atlassian.com/jsm/ops/integration/v2/alerts",
  credential: { name: "API key of an API integration" },
  checkUrl: (url) => opsgenieSetup.checkUrl?.(url),
  words: ["P1", "P2", "P3", "P4", "P5"],
};
