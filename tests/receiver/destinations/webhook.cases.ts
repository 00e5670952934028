import { describe, expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { type Contract, TAKEN } from "./contract.ts";
import { sample } from "./samples.ts";

export const contract: Contract = {
  access: {
    url: "https://hooks.example.com/in/secret-path-0001",
    credential: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  },
  success: { status: 204, body: "" },
  statuses: { ...TAKEN, 400: "rejected", 413: "rejected", 415: "rejected", 422: "rejected" },
  answers: [
    [200, "anything", "delivered"],
    [410, "gone", "stop"],
  ],
};

export function cases(): void {
  describe("signed webhook", () => {
    const webhook = destinationOf("webhook");

    test("signs as Standard Webhooks' test vector", async () => {
      // The published vector signs another body than ours, so the signature is recomputed from the parts.
      const request = await webhook.build(sample("webhook"), contract.access, 1614265330_000);
      const id = request.headers["webhook-id"];
      const seconds = request.headers["webhook-timestamp"];
      expect(seconds).toBe("1614265330");
      const sign = async (text: string) => {
        const bytes = Uint8Array.from(atob("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), (char) => char.charCodeAt(0));
        const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
          "sign",
        ]);
        const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
        return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
      };
      expect(await sign('msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}')).toBe(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      );
      expect(request.headers["webhook-signature"]).toBe(await sign(`${id}.${seconds}.${request.body}`));
    });

    test("signs with both secrets while they change over, and again at every try", async () => {
      const access = {
        ...contract.access,
        credential: `${contract.access.credential} whsec_${btoa("b".repeat(32))}`,
      };
      const first = await webhook.build(sample("webhook"), access, 1000_000);
      const second = await webhook.build(sample("webhook"), access, 2000_000);
      expect(first.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
      expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
      expect(second.headers["webhook-signature"]).not.toBe(first.headers["webhook-signature"]);
    });

    test.each([
      ["opened", "firing", "alert.triggered"],
      ["opened", "no-data", "alert.nodata"],
      ["updated", "firing", "alert.triggered"],
      ["resolved", "resolved", "alert.resolved"],
    ] as const)("%s while %s is %s", async (kind, state, type) => {
      const given = { ...sample("webhook"), kind };
      given.alert = { ...given.alert, state };
      expect(JSON.parse((await webhook.build(given, contract.access, 0)).body)).toMatchObject({
        type,
        timestamp: "2026-11-20T08:00:00.000Z",
        data: { key: "5eed".repeat(16), level: "WARN" },
      });
    });
  });
}
