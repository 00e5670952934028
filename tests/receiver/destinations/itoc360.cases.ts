import { points, testDestination } from "./kit.ts";

testDestination("itoc360", {
  success: { status: 200, body: '{"id":"1","type":"ALERT"}' },
  statuses: { 201: "delivered", 202: "delivered", 204: "delivered" },
  answers: [
    [200, "<html>", "retry"],
    [200, [], "retry"],
    [400, { error: "Invalid payload" }, "rejected"],
    [401, "Unauthorized", "rejected!"],
    [402, { error: "Subscription inactive" }, "rejected!"],
    [404, { error: "Source not found" }, "rejected!"],
  ],
  limits: ({ title, message }: { title: string; message: string }) => [
    ["title", points(title), 500],
    ["message", points(message), 8000],
  ],
});
