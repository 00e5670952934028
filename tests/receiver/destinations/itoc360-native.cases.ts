import { type Contract, TAKEN } from "./contract.ts";

export const contract: Contract = {
  access: {
    url: "https://api.itoc360.app/functions/v1/events?token=itoc-native-0001",
    credential: "",
  },
  success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
  statuses: { ...TAKEN, 400: "rejected", 500: "slower" },
  answers: [
    [200, { error: "Invalid payload" }, "retry"],
    [401, "Unauthorized", "operator"],
    [402, { error: "Subscription inactive" }, "operator"],
  ],
};
