import { testDestination } from "./kit.ts";

testDestination("itoc360-native", {
  success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
  statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
  answers: [
    [200, { error: "Invalid payload" }, "retry"],
    [401, "Unauthorized", "rejected!"],
    [402, { error: "Subscription inactive" }, "rejected!"],
  ],
  limits: () => [],
});
