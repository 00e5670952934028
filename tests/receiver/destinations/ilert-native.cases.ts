import { testDestination } from "./kit.ts";

testDestination("ilert-native", {
  success: { status: 202, body: "" },
  statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
  answers: [
    [200, { error: "no such source" }, "retry"],
    [404, "", "rejected!"],
    [429, "", "slow"],
  ],
  limits: () => [],
});
