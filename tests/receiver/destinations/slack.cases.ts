import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { points, testDestination } from "./kit.ts";
import { ACCESS, sample } from "./samples.ts";

testDestination("slack", ({ text }: { text: string }) => [["text", points(text), 4000]]);

test("nothing in a callback can mention somebody or look like a link", async () => {
  const message = { ...sample("slack"), text: "<!channel> & <https://evil.example.com|here>" };
  const { body } = await destinationOf("slack").build(message, ACCESS.slack, 0);
  expect((JSON.parse(body) as { text: string }).text).toContain(
    "&lt;!channel&gt; &amp; &lt;https://evil.example.com|here&gt;",
  );
});
