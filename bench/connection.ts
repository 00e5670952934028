import { connect, type Socket } from "node:net";

/**
 * A keep-alive connection that takes one ready-made request at a time. A plain socket, so that the client
 * costs as little as it can: it runs on the same machine as what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  #received = "";
  #problem: Error | undefined;
  #answered: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    const ends = (problem: Error) => {
      this.#problem ??= problem;
      this.#answered?.reject(problem);
    };
    socket.on("error", ends);
    socket.on("close", () => ends(new Error("the connection was closed")));
    socket.on("data", (data) => {
      this.#received += data.toString("latin1");
      const answer = complete(this.#received);
      if (!answer) return;
      this.#received = this.#received.slice(answer.length);
      this.#answered?.resolve(answer.status);
    });
  }

  static open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("connect", () => resolve(new Connection(socket)));
    });
  }

  /** Sends a request, the text that goes over the wire, and answers the status. */
  send(request: string): Promise<number> {
    if (this.#problem) return Promise.reject(this.#problem);
    const answered = new Promise<number>((resolve, reject) => {
      this.#answered = { resolve, reject };
    });
    this.#socket.write(request);
    return answered;
  }

  close(): void {
    this.#answered = undefined;
    this.#socket.end();
  }
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
