import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { Cloudflare } from "../../local/cloudflare/cloudflare.ts";
import type { Script } from "../../local/cloudflare/script.ts";
import { sourceToken, statusToken } from "../../receiver/config/token.ts";
import { call, during, firing, type Reply } from "./caller.ts";
import { Stack } from "./pulumi.ts";

export const ACCOUNT = "0".repeat(32);
export const SECRETS = {
  callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
  signingSecret: `whsec_${"YWFh".repeat(10)}`,
};
const HOSTNAME = "alerts.example.com";

/** The receiver of tests/programs/receiver.ts, a stack of the real engine, and the Cloudflare it is in. */
export class ReceiverLife {
  /** URLs that the Worker delivered to. */
  readonly delivered: string[];
  readonly cloud: Cloudflare;
  readonly stack: Stack;
  /** What the last update left. */
  readonly now: { hostname: string; generation: string };

  private constructor(cloud: Cloudflare, stack: Stack, delivered: string[]) {
    this.cloud = cloud;
    this.stack = stack;
    this.delivered = delivered;
    this.now = { hostname: HOSTNAME, generation: "1" };
  }

  static async open(config: Record<string, string> = {}): Promise<ReceiverLife> {
    const delivered: string[] = [];
    const cloud = await Cloudflare.open({
      outbound: async (_name, request) => {
        delivered.push(request.url);
        return new Response(null, { status: 204 });
      },
      onOutput: () => {},
    });
    const stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/receiver.ts", import.meta.url)),
      config: { accountId: ACCOUNT, hostname: HOSTNAME, ...config },
      secrets: SECRETS,
      env: { CLOUDFLARE_BASE_URL: cloud.baseUrl, CLOUDFLARE_API_TOKEN: "made-up" },
    });
    return new ReceiverLife(cloud, stack, delivered);
  }

  async close(): Promise<void> {
    this.stack.close();
    await this.cloud.stop();
  }

  /**
   * An update under steady callbacks: it changes so much and no more, nothing is refused, the Worker always
   * has its code and its secrets, and the incident that was opened first is still open.
   */
  async change(config: Record<string, string>, changes: Record<string, number>): Promise<void> {
    const { result, calls, refused } = await during(this.cloud, await this.callbackUrl(), () =>
      this.stack.up(config),
    );
    expect(result.output).not.toContain("error:");
    expect(result.changes).toEqual(changes);
    expect(refused).toEqual([]);
    expect(calls).toBeGreaterThan(10);
    Object.assign(this.now, config);
    expect(await this.openIncidents()).toContain("i-first");
  }

  /** What another update finds to do after a refresh: nothing, of so many resources. */
  async settled(unchanged: number): Promise<void> {
    expect((await this.stack.refresh()).ok).toBe(true);
    expect((await this.stack.up()).changes).toEqual({ unchanged });
  }

  async callbackUrl(): Promise<string> {
    const token = await sourceToken(SECRETS.callbackSecret, "shop", Number(this.now.generation));
    return `https://${this.now.hostname}/callbacks/shop?token=${token}`;
  }

  async statusUrl(): Promise<string> {
    return `https://${this.now.hostname}/status?token=${await statusToken(SECRETS.callbackSecret)}`;
  }

  async post(instanceId: string): Promise<Reply> {
    return call(this.cloud, await this.callbackUrl(), firing(instanceId));
  }

  /** Instances with an open incident, as the status page tells. */
  async openIncidents(): Promise<unknown[]> {
    const { body } = await call(this.cloud, await this.statusUrl());
    const { sources } = JSON.parse(body) as {
      sources: Record<string, { openIncidents: { list: { resource: { instanceId?: string } }[] } }>;
    };
    return (sources.shop?.openIncidents.list ?? []).map(({ resource }) => resource.instanceId);
  }

  get script(): Script | undefined {
    return this.cloud.accounts.open(ACCOUNT).scripts.relay;
  }

  /** Which variant of the code runs. */
  variant(): string | undefined {
    const [version] = this.script?.versions.slice(-1) ?? [];
    const text = new TextDecoder().decode(version?.modules[0]?.content);
    return /\/\/ variant (\w+)\s*$/.exec(text)?.[1];
  }
}
