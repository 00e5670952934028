import { points, testDestination } from "./kit.ts";

testDestination("itoc360", ({ title, message }: { title: string; message: string }) => [
  ["title", points(title), 500],
  ["message", points(message), 8000],
]);
