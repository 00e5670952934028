import { expect, test } from "vitest";
import { parseDimensions, parseLabels } from "../../../receiver/sources/dimensions.ts";

test.each([
  ["", {}],
  ["  ", {}],
  ["{}", {}],
  ["{instanceId=i-1, userId=2}", { instanceId: "i-1", userId: "2" }],
  ["{instanceId=i-1,userId=2}", { instanceId: "i-1", userId: "2" }],
  [" {instanceId=i-1} \n", { instanceId: "i-1" }],
  ["instanceId=i-1, device=/dev/vda1", { instanceId: "i-1", device: "/dev/vda1" }],
  ["{a=1, b=2", { "{a": "1", b: "2" }],
  ["a=1, b=2}", { a: "1", b: "2}" }],
  ["{ instanceId = i-1 }", { instanceId: "i-1" }],
  ["{a=}", { a: "" }],
  ["{a=b=c}", { a: "b=c" }],
  // Values hold commas, colons and slashes; only a comma before the next key parts two pairs.
  [
    "{url=http://a.example.com:9000/x?y=1, 2, port=80}",
    { url: "http://a.example.com:9000/x?y=1, 2", port: "80" },
  ],
  ["{path=/a,/b,_under-score.d=x}", { path: "/a,/b", "_under-score.d": "x" }],
  ["{a=1, 2b=3}", { a: "1, 2b=3" }],
  ["{a=1,\n  b=2}", { a: "1", b: "2" }],
  // The JSON of 2017, as text.
  ['[{"userId":"12345","instanceId":"i-12345"}]', { userId: "12345", instanceId: "i-12345" }],
  ['{"userId":"12345","port":80,"tags":["a"],"none":null}', { userId: "12345", port: "80", tags: '["a"]' }],
  [' [ {"a":"1"}, {"b":"2"}]', { a: "1" }],
])("%j", (text, dimensions) => {
  expect(parseDimensions(text)).toEqual(dimensions);
});

test.each(["nonsense", "{nonsense}", "{=1}", "{, a=1}", '{"a":', "[1]", '["a"]', "{[}"])(
  "%j has none that can be read",
  (text) => {
    expect(parseDimensions(text)).toBeUndefined();
  },
);

test.each([
  ["{team=shop}", { team: "shop" }],
  ['{"team":"shop"}', { team: "shop" }],
  ['[{"label":"team","value":"shop"},{"label":"tier","value":"1"}]', { team: "shop", tier: "1" }],
  ['[{"key":"team","value":"shop"},{"key":"none"}]', { team: "shop" }],
  ['[{"name":"team","value":1}]', { team: "1" }],
  ['[{"team":"shop"}]', { team: "shop" }],
  ["[]", undefined],
])("labels %j", (text, labels) => {
  expect(parseLabels(text)).toEqual(labels);
});
