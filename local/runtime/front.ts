import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { forward } from "./forward.ts";

/** How long in milliseconds requests that are under way may take to end before a version is exchanged. */
const LONGEST_DRAIN = 5000;

/**
 * The Worker's address on this machine, which stays the same over uploads. While one version is
 * exchanged for another, requests wait here, as they never meet a closed door at Cloudflare either.
 */
export class Front {
  readonly url: string;
  readonly #server: Server;
  #target: URL | undefined;
  #agent = new Agent({ keepAlive: true });
  #underWay = 0;
  #waiting: (() => void)[] = [];
  #idle: (() => void) | undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Listens on a port of 127.0.0.1, 0 for any. Requests wait until there is a target. */
  static async listen(port: number): Promise<Front> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    const front = new Front(server);
    server.on("request", (incoming, outgoing) => void front.#take(incoming, outgoing));
    return front;
  }

  /** Lets no further request through, and waits for those under way. */
  async hold(): Promise<void> {
    this.#target = undefined;
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_DRAIN);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#idle = undefined;
  }

  /** Lets requests through to this address, those that waited first. */
  release(target: URL): void {
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true });
    this.#target = target;
    for (const go of this.#waiting.splice(0)) go();
  }

  close(): void {
    this.#agent.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    while (this.#target === undefined) await new Promise<void>((go) => this.#waiting.push(go));
    if (outgoing.destroyed) return;
    this.#underWay++;
    outgoing.once("close", () => {
      this.#underWay--;
      if (this.#underWay === 0) this.#idle?.();
    });
    forward(incoming, outgoing, this.#target, this.#agent);
  }
}
