import { points, testDestination } from "./kit.ts";

testDestination("ilert", ({ summary, details }: { summary: string; details: string }) => [
  ["summary", points(summary), 500],
  ["details", points(details), 8000],
]);
