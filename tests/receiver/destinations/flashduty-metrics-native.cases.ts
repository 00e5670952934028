import { type Contract, TAKEN } from "./contract.ts";

export const contract: Contract = {
  access: {
    url: "https://api.flashcat.cloud/event/push/alert/metrics?integration_key=flash-native-0001",
    credential: "",
  },
  success: { status: 200, body: '{"request_id":"r","data":{}}' },
  statuses: { ...TAKEN },
  answers: [
    [200, { request_id: "r", error: { code: "InvalidParameter", message: "" } }, "rejected"],
    [200, { request_id: "r", error: { code: "NoLicense", message: "" } }, "operator"],
    [400, { request_id: "r", error: { code: "InvalidParameter", message: "integration_key" } }, "operator"],
    [429, "", "wait"],
  ],
};
