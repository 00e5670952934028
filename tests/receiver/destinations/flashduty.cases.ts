import { points, testDestination } from "./kit.ts";

testDestination(
  "flashduty",
  (body: { title_rule: string; description: string; labels: Record<string, string> }) => [
    ["title_rule", points(body.title_rule), 512],
    ["description", points(body.description), 2048],
    ["labels", Object.keys(body.labels).length, 50],
    ...Object.entries(body.labels).flatMap(([key, value]): [string, number, number][] => [
      ["name of a label", /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? points(key) : 1000, 128],
      ["value of a label", points(value), 2048],
    ]),
  ],
);
