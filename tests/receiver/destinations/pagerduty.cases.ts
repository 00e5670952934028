import { bytes, points, testDestination } from "./kit.ts";

testDestination("pagerduty", {
  success: { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"k"}' },
  statuses: { 202: "delivered" },
  answers: [
    [200, "<html>a page in between</html>", "retry"],
    [400, { status: "invalid event", errors: ["Length of 'payload.source' is too long"] }, "rejected"],
    [400, { status: "invalid event", errors: ["Invalid routing key"] }, "rejected!"],
    [429, "", "slow"],
  ],
  limits: (body: { dedup_key: string; payload: { summary: string; source: string } }, request) => [
    ["dedup_key", points(body.dedup_key), 255],
    ["summary", points(body.payload.summary), 1024],
    ["source", points(body.payload.source), 255],
    ["body", bytes(request.body), 512 * 1024],
  ],
});
