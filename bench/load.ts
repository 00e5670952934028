import { connect } from "node:net";

/** What a load came to. */
export interface Load {
  requests: number;
  /** Answers by status code. */
  statuses: Record<number, number>;
  seconds: number;
}

/**
 * Sends requests over keep-alive connections, each connection the next one when the last was answered.
 * Plain sockets and ready-made requests, so that the client costs as little as it can: it runs on the
 * same machine as what it measures.
 */
export async function load(
  url: string,
  request: (index: number) => string,
  options: { connections: number; requests: number },
): Promise<Load> {
  const { hostname, port } = new URL(url);
  const statuses: Record<number, number> = {};
  let next = 0;
  const began = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: options.connections }, () => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      let received = "";
      return new Promise<void>((resolve, reject) => {
        const send = () => {
          if (next < options.requests) socket.write(request(next++));
          else socket.end(resolve);
        };
        socket.on("error", reject);
        socket.on("connect", send);
        socket.on("data", (data) => {
          received += data.toString("latin1");
          const answer = complete(received);
          if (!answer) return;
          received = received.slice(answer.length);
          statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
          send();
        });
      });
    }),
  );
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  return { requests: options.requests, statuses, seconds };
}

/** Status and length of the answer at the beginning of `text`, once all of it is there. */
function complete(text: string): { status: number; length: number } | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return undefined;
  const status = Number(text.slice(9, 12));
  const size = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1];
  if (size === undefined) {
    const end = text.indexOf("\r\n0\r\n\r\n", head);
    return end === -1 ? undefined : { status, length: end + 7 };
  }
  const length = head + 4 + Number(size);
  return text.length < length ? undefined : { status, length };
}

/** A POST of a form, as the text that goes over the wire. */
export function postText(path: string, body: string): string {
  const type = "application/x-www-form-urlencoded; charset=UTF-8";
  return `POST ${path} HTTP/1.1\r\nHost: relay.example.com\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
