import { bytes, points, testDestination } from "./kit.ts";

testDestination(
  "pagerduty",
  (body: { dedup_key: string; payload: { summary: string; source: string } }, request) => [
    ["dedup_key", points(body.dedup_key), 255],
    ["summary", points(body.payload.summary), 1024],
    ["source", points(body.payload.source), 255],
    ["body", bytes(request.body), 512 * 1024],
  ],
);
