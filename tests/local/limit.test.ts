import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Workerd } from "../../bench/workerd.ts";
import { workerCode } from "../../components/receiver/bundle.ts";
import { COMPATIBILITY_DATE, OBJECTS } from "../../receiver/config/bindings.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { LONGEST_FORM } from "../../receiver/limit.ts";

// What the wire can say of a body's length, to the deployed Worker in workerd itself.

const SECRET = "a-stack-secret-that-is-made-up-for-tests";
const CONFIG = {
  destinations: {},
  sources: { shop: { generation: 1, deliverTo: [], language: "en", severities: {} } },
};

let workerd: Workerd;

beforeAll(async () => {
  workerd = await Workerd.start({
    modules: { "worker.mjs": workerCode() },
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: { CONFIG, CALLBACK_SECRET: SECRET },
    objects: OBJECTS,
  });
});

afterAll(() => workerd.stop());

/** Sends a callback with these headers, and tells the answer's first line. */
function post(headers: string[], body: string): Promise<string> {
  const path = `/callbacks/shop?token=${sourceToken(SECRET, "shop", 1)}`;
  const { port } = new URL(workerd.url);
  const head = [`POST ${path} HTTP/1.1`, "host: relay", ...headers].join("\r\n");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(`${head}\r\n\r\n${body}`));
    socket.once("error", reject);
    socket.once("data", (data: Buffer) => {
      socket.destroy();
      resolve(data.toString().split("\r\n")[0] ?? "");
    });
  });
}

const inPieces = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
const TOO_LONG = "x".repeat(LONGEST_FORM + 1);
const CHUNKED = "transfer-encoding: chunked";

test.each([
  ["announced, and too long", [`content-length: ${TOO_LONG.length}`], TOO_LONG, "413"],
  ["in pieces, and too long", [CHUNKED], inPieces(TOO_LONG), "413"],
  ["in pieces, too long, and announced as short", ["content-length: 5", CHUNKED], inPieces(TOO_LONG), "413"],
  ["longer than announced: it ends where it was announced to", ["content-length: 2"], `{}${TOO_LONG}`, "200"],
  ["in pieces, and short", [CHUNKED], inPieces("{}"), "200"],
  ["as long as it may be", [`content-length: ${LONGEST_FORM}`], "x".repeat(LONGEST_FORM), "200"],
])("a body that is %s", async (_, headers, body, status) => {
  expect(await post(headers, body)).toContain(` ${status} `);
});
