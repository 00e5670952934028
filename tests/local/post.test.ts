import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { DueCallback } from "../../local/cloudmonitor/cloudmonitor.ts";
import { postCallback, verifyCallbackUrl } from "../../local/cloudmonitor/post.ts";

let server: Server | undefined;
const waits: number[] = [];
const ADDRESS = "47.74.206.1";
const wait = async (milliseconds: number) => void waits.push(milliseconds);

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  waits.length = 0;
});

interface Seen {
  type: string | undefined;
  from: string | string[] | undefined;
  body: string;
}

/** A receiver that answers with these statuses in turn, 0 for hanging up; what it was sent is in `seen`. */
async function receiver(...statuses: number[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ type: request.headers["content-type"], from: request.headers["cf-connecting-ip"], body });
    const status = statuses.shift() ?? 200;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end("answer");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen };
}

const callback = (by: "rule" | "contact"): DueCallback =>
  ({
    by,
    fields: { alertState: "ALERT", alertName: "CPU 高 & hot", transId: "t", unit: "%", groupId: "" },
  }) as unknown as DueCallback;

describe("CloudMonitor", () => {
  test("posts a rule's callback as a form", async () => {
    const { url, seen } = await receiver();
    expect(await postCallback(callback("rule"), url, ADDRESS, wait)).toEqual({
      status: 200,
      body: "answer",
      tries: 1,
    });
    expect(seen).toEqual([
      {
        type: "application/x-www-form-urlencoded; charset=UTF-8",
        from: ADDRESS,
        body: "alertState=ALERT&alertName=CPU+%E9%AB%98+%26+hot&transId=t&unit=%25&groupId=",
      },
    ]);
  });

  test("posts to a contact's webhook as flat JSON, with fewer fields", async () => {
    const { url, seen } = await receiver();
    await postCallback(callback("contact"), url, ADDRESS, wait);
    expect(seen[0]?.type).toBe("application/json");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ alertState: "ALERT", alertName: "CPU 高 & hot" });
  });

  test.each([
    ["a failure", [500, 503, 200], 200, 3],
    ["a broken connection", [0, 200], 200, 2],
    ["a refusal", [404, 404, 404, 404, 200], 404, 4],
    ["a redirect, which it does not follow", [302, 200], 200, 2],
  ])("tries again after %s, three times at most", async (_name, statuses, status, tries) => {
    const { url, seen } = await receiver(...statuses);
    expect(await postCallback(callback("rule"), url, ADDRESS, wait)).toMatchObject({ status, tries });
    expect(seen).toHaveLength(tries);
    expect(waits).toHaveLength(tries - 1);
  });

  test("tells when nobody answers", async () => {
    const { url } = await receiver(0, 0, 0, 0);
    expect(await postCallback(callback("rule"), url, ADDRESS, wait)).toMatchObject({
      status: undefined,
      tries: 4,
    });
    expect(await verifyCallbackUrl("http://127.0.0.1:1/")).toBeUndefined();
  });

  test("verifies a URL by GET, from nowhere that would make a test of it", async () => {
    const { url, seen } = await receiver(200);
    expect(await verifyCallbackUrl(url)).toBe(200);
    expect(seen).toHaveLength(1);
    expect(seen[0]).not.toMatchObject({ from: ADDRESS });
  });
});
