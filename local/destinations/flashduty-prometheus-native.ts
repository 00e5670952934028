import { REFUSED, TAKEN } from "./flashduty.ts";
import { native, readPrometheus } from "./native.ts";

export const vendor = () => native(readPrometheus, TAKEN, REFUSED);
