import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bodyText, SLOWEST_BODY } from "../../receiver/limit.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A callback whose body begins and never goes on. */
function unfinished(headers: Record<string, string>): Request {
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode("a=")) });
  return new Request("https://relay.example.com/", {
    method: "POST",
    headers,
    body,
    duplex: "half",
  } as object);
}

test.each([
  ["in pieces", {}],
  ["with its length", { "content-length": "5" }],
])("a body %s that does not come is let go of", async (_, headers) => {
  const read = bodyText(unfinished(headers));
  await vi.advanceTimersByTimeAsync(SLOWEST_BODY);
  expect(await read).toEqual({ problem: "the body did not arrive within 10 s", status: 408 });
});

test("no timer is left when the body came", async () => {
  const request = new Request("https://relay.example.com/", { method: "POST", body: "a=1" });
  expect(await bodyText(request)).toEqual({ text: "a=1", whole: true });
  expect(vi.getTimerCount()).toBe(0);
});
