import { type Contract, points } from "./contract.ts";

export const contract: Contract = {
  access: { url: "https://api.itoc360.app/functions/v1/events", credential: "itoc-token-0001" },
  success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
  statuses: { 201: "delivered", 202: "delivered", 204: "delivered", 400: "rejected", 500: "slower" },
  answers: [
    [200, "<html>", "retry"],
    [200, [], "retry"],
    [400, { error: "Invalid payload" }, "rejected"],
    [401, "Unauthorized", "operator"],
    [402, { error: "Subscription inactive" }, "operator"],
    [404, { error: "Source not found" }, "operator"],
    [404, { error: "Tenant not found" }, "operator"],
    [500, { error: "Internal error" }, "slower"],
    [503, "", "retry"],
  ],
  limits: ({ title, message }: { title: string; message: string }) => [
    ["title", points(title), 500],
    ["message", points(message), 8000],
  ],
};
