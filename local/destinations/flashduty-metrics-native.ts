import { REFUSED, TAKEN } from "./flashduty.ts";
import { native, readCallback } from "./native.ts";

export const vendor = () => native(readCallback, TAKEN, REFUSED);
