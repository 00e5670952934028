import type { Contract } from "./contract.ts";
import { casesOf, contract as opsgenie } from "./opsgenie.cases.ts";

export const contract: Contract = {
  ...opsgenie,
  access: { url: "https://api.atlassian.com/jsm/ops/integration/v2/alerts", credential: "jsm-api-key-0001" },
};

export const cases = () => casesOf("jsm");
