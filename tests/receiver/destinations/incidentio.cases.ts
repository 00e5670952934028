import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { aMinute, bytes, type Contract, points } from "./contract.ts";
import { sample } from "./samples.ts";

export const contract: Contract = {
  access: {
    url: "https://api.incident.io/v2/alert_events/http/01SOURCE",
    credential: "incidentio-token-0001",
  },
  success: { status: 202, body: '{"status":"success","message":"Event accepted for processing"}' },
  statuses: { 202: "delivered", 400: "rejected", 413: "rejected", 422: "rejected" },
  answers: [
    [200, "<html>", "retry"],
    [422, { type: "validation_error", status: 422, errors: [] }, "rejected"],
    [401, { type: "authentication_error" }, "operator"],
  ],
  rate: aMinute(1200),
  limits: (body: { title: string; description: string }, request) => [
    ["title", points(body.title), 500],
    ["description", points(body.description), 8000],
    ["body", bytes(request.body), 512 * 1024],
  ],
};

export function cases(): void {
  test.each([
    ["Thu, 17 Apr 2025 11:17:18 UTC", 18_000],
    ["Thu, 17 Apr 2025 11:16:00 UTC", undefined],
    ["soon", undefined],
  ])("waits until %s, as the body of a 429 says", (retry_after, after) => {
    const body = JSON.stringify({ type: "rate_limit", rate_limit: { retry_after } });
    const now = Date.parse("2025-04-17T11:17:00Z");
    const reply = { status: 429, headers: new Headers(), body };
    expect(destinationOf("incidentio").judge(reply, sample("incidentio"), now)).toEqual({
      outcome: "retry",
      reason: "HTTP 429",
      after,
      everyone: true,
    });
  });
}
