import { points, testDestination } from "./kit.ts";

testDestination("ilert", {
  success: { status: 202, body: "" },
  statuses: { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" },
  answers: [
    [400, { code: "BAD_REQUEST" }, "rejected"],
    [401, { code: "KEY_ERROR" }, "rejected!"],
    [404, { code: "NOT_FOUND" }, "rejected!"],
    [429, { code: "RATE_LIMIT" }, "slow"],
  ],
  limits: ({ summary, details }: { summary: string; details: string }) => [
    ["summary", points(summary), 500],
    ["details", points(details), 8000],
  ],
});
