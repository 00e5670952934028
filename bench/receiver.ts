import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { workerCode } from "../components/receiver/bundle.ts";
import { BINDING, COMPATIBILITY_DATE, destinationBinding, OBJECTS } from "../receiver/config/bindings.ts";
import type { RelayConfig } from "../receiver/config/config.ts";
import { CONFIG, SECRET } from "./callbacks.ts";
import { Workerd, type WorkerSpec } from "./workerd.ts";

/** The address that every destination of the bench has; what goes there goes to the sink. */
const ACCESS = JSON.stringify({ url: "http://flash.example.com/push", credential: "flash-key-0001" });

/** A destination on this machine that takes everything, as Flashduty does. */
export interface Sink {
  /** `127.0.0.1:PORT`. */
  address: string;
  /** Called with the body of each message when it is there. */
  onMessage: (body: string) => void;
  close(): void;
}

export async function listen(): Promise<Sink> {
  // As a proxy it is asked without a Host.
  const server = createServer({ requireHostHeader: false }, (request, response) => {
    let body = "";
    request.on("data", (data) => {
      body += data;
    });
    request.on("end", () => {
      sink.onMessage(body);
      response.setHeader("content-type", "application/json");
      response.end('{"request_id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sink: Sink = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    onMessage: () => {},
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return sink;
}

/** The deployed Worker, or one that is made of it, with a configuration whose destinations lead to a sink. */
export function startReceiver(
  sink: Sink,
  config: RelayConfig = CONFIG,
  code = workerCode(),
): Promise<Workerd> {
  const accesses = Object.keys(config.destinations).map((name) => [destinationBinding(name), ACCESS]);
  return Workerd.start({
    modules: { "worker.mjs": code },
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: { [BINDING.config]: config, [BINDING.secret]: SECRET, ...Object.fromEntries(accesses) },
    objects: OBJECTS,
    outbound: sink.address,
  } satisfies WorkerSpec);
}
