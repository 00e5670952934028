import { type Contract, TAKEN } from "./contract.ts";

export const contract: Contract = {
  access: {
    url: "https://api.ilert.com/api/v1/events/alibabacloud/ilert-native-0001",
    credential: "",
  },
  success: { status: 202, body: "" },
  statuses: { ...TAKEN, 400: "rejected", 413: "rejected", 415: "rejected", 422: "rejected" },
  answers: [
    [200, { error: "no such source" }, "retry"],
    [404, "", "operator"],
    [429, "", "wait"],
  ],
};
