import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { postText } from "../../bench/load.ts";
import { Workerd } from "../../bench/workerd.ts";
import { workerCode } from "../../components/receiver/bundle.ts";
import { COMPATIBILITY_DATE } from "../../receiver/config/bindings.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { sourceToken } from "../../receiver/config/token.ts";

/**
 * The deployed bundle in a real workerd process that is killed, as by a power failure, between any two
 * steps of a callback's way, and started again on what is on its disk. Nothing that was acknowledged
 * may be missing at the destination, and each incident's messages must arrive in order.
 */

const SECRET = "a-stack-secret-that-is-made-up-for-tests";
const CONFIG: RelayConfig = {
  // The fastest pace of all destinations, so that the tests need not wait for it.
  destinations: { flash: { kind: "flashduty", severities: {} } },
  sources: { production: { generation: 1, deliverTo: ["flash"], language: "en", severities: {} } },
};

/** The whole body; undefined if the sender was killed before it had sent it. */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  let text = "";
  try {
    for await (const chunk of request) text += chunk;
  } catch {
    return undefined;
  }
  return text;
}

/** A destination that can be told what to do when a message arrives. */
class Sink {
  /** `key status` of every message, in order of arrival. */
  readonly arrived: string[] = [];
  /** Called when a message has arrived; answers whether the sink should. */
  onArrival: () => boolean | Promise<boolean> = () => true;
  /** Called when the answer has been handed to the network. */
  onAnswered: () => void = () => {};
  readonly #server: Server;

  constructor() {
    // As a proxy it is asked without a Host.
    this.#server = createServer({ requireHostHeader: false }, async (request, response) => {
      const text = await textOf(request);
      if (text === undefined) return;
      const { alert_key, event_status } = JSON.parse(text) as Record<string, string>;
      this.arrived.push(`${alert_key} ${event_status}`);
      if (!(await this.onArrival())) return response.destroy();
      response.setHeader("content-type", "application/json");
      response.end('{"request_id":"1"}', () => this.onAnswered());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** What the vendor would make of it: state by key, an event of a resolved incident would open anew. */
  incidents(): Map<string, { state: string; opened: number }> {
    const incidents = new Map<string, { state: string; opened: number }>();
    for (const line of this.arrived) {
      const [key = "", status] = line.split(" ");
      const before = incidents.get(key) ?? { state: "none", opened: 0 };
      const opens = status !== "Ok" && before.state !== "open";
      const state = status === "Ok" ? "resolved" : "open";
      incidents.set(key, { state, opened: before.opened + Number(opens) });
    }
    return incidents;
  }
}

let sink: Sink;
let workerd: Workerd;

async function begin(): Promise<void> {
  sink = new Sink();
  workerd = await Workerd.start({
    modules: { "worker.mjs": workerCode() },
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: {
      CONFIG,
      CALLBACK_SECRET: SECRET,
      DESTINATION_FLASH: JSON.stringify({
        url: "http://flash.example.com/push",
        credential: "flash-key-0001",
      }),
    },
    objects: { LEDGER: "Ledger", DELIVERY: "Delivery" },
    outbound: await sink.listen(),
  });
}

afterEach(async () => {
  await workerd.stop();
  sink.close();
});

async function restart(): Promise<void> {
  await workerd.kill();
  await workerd.run();
}

/** Posts as CloudMonitor does: again if there was no answer. Answers the decision, or undefined. */
async function post(instance: string, state: "ALERT" | "OK", time: number): Promise<string | undefined> {
  const url = `${workerd.url}/callbacks/production?rule=cpu&token=${sourceToken(SECRET, "production", 1)}`;
  const fields = {
    alertState: state,
    alertName: "cpu",
    triggerLevel: state === "OK" ? "OK" : "CRITICAL",
    preTriggerLevel: "CRITICAL",
    dimensions: `{instanceId=${instance}}`,
    timestamp: String(time),
  };
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(5000),
    });
    if (response.status !== 200) return undefined;
    return ((await response.json()) as { decision: string }).decision;
  } catch {
    return undefined;
  }
}

/** Until it holds, a few seconds at most; the process under test lives by the machine's clock. */
async function eventually(holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never happened; arrived: ${sink.arrived.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const T = Date.now() - 60_000;

test("callers that hang up before they are answered take nobody else's callback with them", async () => {
  await begin();
  const url = new URL(
    `${workerd.url}/callbacks/production?rule=cpu&token=${sourceToken(SECRET, "production", 1)}`,
  );
  const impatient = (instance: string) =>
    new Promise<void>((resolve) => {
      const body = `alertState=ALERT&alertName=cpu&triggerLevel=WARN&dimensions={instanceId=${instance}}&timestamp=${T}`;
      const socket = connect(Number(url.port), url.hostname, () => {
        socket.write(postText(`${url.pathname}${url.search}`, body), () => {
          socket.destroy();
          resolve();
        });
      });
      socket.on("error", () => resolve());
    });
  const answers: Promise<string | undefined>[] = [];
  for (let index = 0; index < 60; index++) {
    if (index % 2 === 0) await impatient(`gone-${index}`);
    else answers.push(post(`here-${index}`, "ALERT", T));
  }
  expect(await Promise.all(answers)).toEqual(answers.map(() => "opened"));
});

describe("killed", () => {
  test("when the callback was acknowledged and nothing was sent yet", async () => {
    await begin();
    let stopped = false;
    sink.onArrival = () => stopped;
    expect(await post("i-1", "ALERT", T)).toBe("opened");
    await workerd.kill();
    stopped = true;
    await workerd.run();
    expect(await post("i-1", "OK", T + 1000)).toBe("resolved");
    await eventually(() => [...sink.incidents().values()].some(({ state }) => state === "resolved"));
    expect([...sink.incidents().values()]).toEqual([{ state: "resolved", opened: 1 }]);
  });

  test("when the message was at the destination and not answered", async () => {
    await begin();
    let kills = 1;
    sink.onArrival = async () => {
      if (kills-- <= 0) return true;
      await restart();
      return false;
    };
    await post("i-1", "ALERT", T);
    await eventually(() => sink.arrived.length >= 2);
    await post("i-1", "OK", T + 1000);
    await eventually(() => [...sink.incidents().values()].some(({ state }) => state === "resolved"));
    expect([...sink.incidents().values()]).toEqual([{ state: "resolved", opened: 1 }]);
  });

  test("when the destination had answered and that was not written down", async () => {
    await begin();
    let kills = 1;
    let restarted: Promise<void> | undefined;
    sink.onAnswered = () => {
      if (kills-- > 0) restarted = restart();
    };
    await post("i-1", "ALERT", T);
    await eventually(() => restarted !== undefined);
    await restarted;
    expect(await post("i-1", "OK", T + 1000)).toBe("resolved");
    await eventually(() => [...sink.incidents().values()].some(({ state }) => state === "resolved"));
    expect([...sink.incidents().values()]).toEqual([{ state: "resolved", opened: 1 }]);
  });

  test("and woken by its own alarm afterwards, without another request", async () => {
    await begin();
    let down = true;
    sink.onArrival = () => !down;
    await post("i-1", "ALERT", T);
    await eventually(() => sink.arrived.length >= 1);
    down = false;
    await restart();
    await eventually(() => sink.arrived.length >= 2);
    expect([...sink.incidents().values()]).toEqual([{ state: "open", opened: 1 }]);
  });
});
