import { native, readCallback } from "./native.ts";

export const vendor = () =>
  native(readCallback, { status: 202 }, { status: 400, body: { code: "BAD_REQUEST" } });
