import { testDestination } from "./kit.ts";

testDestination("flashduty-metrics-native", {
  success: { status: 200, body: '{"request_id":"r","data":{}}' },
  statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
  answers: [
    [200, { request_id: "r", error: { code: "InvalidParameter", message: "" } }, "rejected"],
    [200, { request_id: "r", error: { code: "NoLicense", message: "" } }, "rejected!"],
    [400, { request_id: "r", error: { code: "InvalidParameter", message: "integration_key" } }, "rejected!"],
    [429, "", "slow"],
  ],
  limits: () => [],
});
