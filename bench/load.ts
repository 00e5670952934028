import { Connection } from "./connection.ts";

/** What a load came to. */
export interface Load {
  requests: number;
  /** Answers by status code. */
  statuses: Record<number, number>;
  seconds: number;
}

/** Sends requests over keep-alive connections, each connection the next one when the last was answered. */
export async function load(
  url: string,
  request: (index: number) => string,
  options: { connections: number; requests: number },
): Promise<Load> {
  const statuses: Record<number, number> = {};
  let next = 0;
  const began = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const connection = await Connection.open(url);
      while (next < options.requests) {
        const status = await connection.send(request(next++));
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      connection.close();
    }),
  );
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  return { requests: options.requests, statuses, seconds };
}

/** What requests that came at a given rate came to, whether they were answered in time or not. */
export interface Offered {
  statuses: Record<number, number>;
  /** Milliseconds from when each was due until it was answered. */
  millis: number[];
  /** Requests answered each second, over the time in which they were due. */
  perSecond: number;
}

/**
 * Sends requests at a rate, however long answers take: one that finds no free connection waits, and that
 * counts as part of its time.
 */
export async function offer(
  url: string,
  request: (index: number) => string,
  options: { connections: number; perSecond: number; seconds: number; sent?: (index: number) => void },
): Promise<Offered> {
  const count = Math.round(options.perSecond * options.seconds);
  const statuses: Record<number, number> = {};
  const millis: number[] = [];
  const free = await Promise.all(Array.from({ length: options.connections }, () => Connection.open(url)));
  const began = performance.now();
  const dueAt = (index: number) => began + (1000 * index) / options.perSecond;
  let next = 0;
  let inTime = 0;
  await new Promise<void>((resolve, reject) => {
    const sendNext = () => {
      while (next < count && dueAt(next) <= performance.now()) {
        // In turn: workerd closes a connection on which nothing has happened for five seconds.
        const connection = free.shift();
        if (!connection) return;
        const index = next++;
        options.sent?.(index);
        sendAnyway(connection, url, request(index)).then(({ status, connection }) => {
          const now = performance.now();
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (now <= dueAt(count)) inTime++;
          free.push(connection);
          if (millis.push(now - dueAt(index)) === count) resolve();
          sendNext();
        }, reject);
      }
    };
    const timer = setInterval(() => {
      sendNext();
      if (next === count) clearInterval(timer);
    }, 1);
  });
  for (const connection of free) connection.close();
  return { statuses, millis, perSecond: inTime / options.seconds };
}

/** Over another connection where this one was closed meanwhile, as one may be that was idle. */
async function sendAnyway(
  connection: Connection,
  url: string,
  request: string,
): Promise<{ status: number; connection: Connection }> {
  try {
    return { status: await connection.send(request), connection };
  } catch {
    const another = await Connection.open(url);
    return { status: await another.send(request), connection: another };
  }
}

/** A POST as the text that goes over the wire, of a form or of JSON. */
export function postText(path: string, body: string): string {
  const type = body.trimStart().startsWith("{")
    ? "application/json; charset=UTF-8"
    : "application/x-www-form-urlencoded; charset=UTF-8";
  return `POST ${path} HTTP/1.1\r\nHost: relay.example.com\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
