import { type Agent, type IncomingMessage, request, type ServerResponse } from "node:http";

/** Passes a request on to an address on this machine, and its answer back, as it is. */
export function forward(incoming: IncomingMessage, outgoing: ServerResponse, to: URL, agent?: Agent): void {
  const { hostname, port } = to;
  const { method, url: path, headers } = incoming;
  const forwarded = request({ hostname, port, method, path, headers, agent, setHost: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.once("error", () => outgoing.destroy());
  });
  forwarded.once("error", () => outgoing.destroy());
  outgoing.once("close", () => forwarded.destroy());
  incoming.pipe(forwarded);
}
