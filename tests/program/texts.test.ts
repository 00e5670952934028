import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { passTextsWhole } from "../../program/evaluator/texts.ts";

/** Google's library as it is, whatever this process has taught the one that it uses. */
function untouched(): NodeJS.Require {
  const own = createRequire(import.meta.url);
  const ids = ["google-protobuf", "google-protobuf/google/protobuf/struct_pb.js"].map((id) =>
    own.resolve(id),
  );
  const used = ids.map((id) => own.cache[id]);
  for (const id of ids) delete own.cache[id];
  const fresh = new Map(ids.map((id) => [id, own(id)]));
  ids.forEach((id, index) => {
    own.cache[id] = used[index];
  });
  return ((id: string) => fresh.get(own.resolve(id))) as NodeJS.Require;
}

test.each([
  ["no text", ""],
  ["letters", "a rule's name"],
  ["Chinese and signs of four bytes", "生产环境 🚨 ünïcode"],
  ["as much as a Worker", "export default {};\n// 中\n".repeat(8000)],
])("%s is the same bytes, and the same text when it is read", (_, text) => {
  const [before, after] = [untouched(), untouched()];
  passTextsWhole(after);
  const told = { [text.slice(0, 9)]: text, list: [text, 1, null, { text }] };
  const [own, taught] = [before, after].map((require) => {
    const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
    const bytes = Buffer.from(Struct.fromJavaScript(told).serializeBinary());
    return { bytes, read: Struct.deserializeBinary(bytes).toJavaScript() };
  });
  expect(taught?.bytes.equals(own?.bytes as Buffer)).toBe(true);
  expect(taught?.read).toEqual(told);
  expect(own?.read).toEqual(told);
});
