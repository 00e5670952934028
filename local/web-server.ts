import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Thrown in place of an answer, it breaks the connection without one. */
export class ConnectionBroken extends Error {
  constructor() {
    super("the connection was broken on purpose");
  }
}

export interface WebServer {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** `127.0.0.1:PORT`. */
  address: string;
  /** Breaks what is under way, too. */
  close(): void;
}

/**
 * Answers HTTP on a free port of this machine, in the terms of the web platform. It is a proxy as well:
 * a request for a whole URL is answered as one to that address. What `answer` throws is a 500, except
 * `ConnectionBroken`.
 */
export async function serveWeb(
  answer: (request: Request) => Response | Promise<Response>,
): Promise<WebServer> {
  // As a proxy it is asked without a Host.
  const server = createServer({ requireHostHeader: false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${address}`;
  server.on("request", (incoming, outgoing) => void respond(incoming, outgoing));

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const response = await answer(await requestOf(incoming, url));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    } catch (error) {
      if (error instanceof ConnectionBroken) return void outgoing.destroy();
      outgoing.writeHead(500, { "content-type": "text/plain" });
      outgoing.end(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    url,
    address,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function requestOf(incoming: IncomingMessage, base: string): Promise<Request> {
  const { method = "GET", url = "/" } = incoming;
  const body = ["GET", "HEAD"].includes(method) ? null : await buffer(incoming);
  const headers = Object.entries(incoming.headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  );
  return new Request(new URL(url, base), { method, headers, body });
}
