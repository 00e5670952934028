import { bytes, type Contract, points } from "./contract.ts";

export const contract: Contract = {
  access: {
    url: "https://events.pagerduty.com/v2/enqueue",
    credential: "pagerduty-routing-key-0000000001",
  },
  success: { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"k"}' },
  statuses: { 202: "delivered", 400: "rejected" },
  answers: [
    [200, "<html>a page in between</html>", "retry"],
    [400, { status: "invalid event", errors: ["Length of 'payload.source' is too long"] }, "rejected"],
    [400, { status: "invalid event", errors: ["Invalid routing key"] }, "operator"],
    [429, "", "wait"],
  ],
  limits: (body: { dedup_key: string; payload: { summary: string; source: string } }, request) => [
    ["dedup_key", points(body.dedup_key), 255],
    ["summary", points(body.payload.summary), 1024],
    ["source", points(body.payload.source), 255],
    ["body", bytes(request.body), 512 * 1024],
  ],
};
