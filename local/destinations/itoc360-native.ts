import { native, readCallback } from "./native.ts";

export const vendor = () =>
  native(
    readCallback,
    { status: 200, body: { id: "event-1" } },
    { status: 400, body: { error: "Invalid payload" } },
  );
