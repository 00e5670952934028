import type { Destination } from "./destination.ts";
import { opsgenie } from "./opsgenie.ts";

/**
 * Jira Service Management Operations: Opsgenie's alert API at another address.
 *
 * Sources: https://developer.atlassian.com/cloud/jira/service-desk-ops/ (integration events), and for
 * `identifierType=alias`, which that page leaves out, https://jira.atlassian.com/browse/JSDCLOUD-14179.
 */
export const jsm: Destination = {
  ...opsgenie,
  setup: {
    ...opsgenie.setup,
    name: "Jsm",
    note: "Jira Service Management Operations.",
    title: "Jira Service Management Operations",
    url: "https://api.atlassian.com/jsm/ops/integration/v2/alerts",
    credential: { name: "API key of an API integration" },
  },
};
