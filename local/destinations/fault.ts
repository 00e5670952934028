import * as v from "valibot";

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `PUT /fault` of a stand-in: what goes wrong there next. */
const FaultSchema = v.strictObject({
  /** How many requests it befalls. 0: from now on nothing goes wrong. */
  times: v.optional(Whole, 1),
  /** What is answered. Default: the vendor's own answer, unless it hangs or breaks. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  /** The text of that answer, for vendors that tell of an error there. */
  body: v.optional(v.string(), ""),
  /** How long it takes to answer, in milliseconds. */
  delayMs: v.optional(Whole, 0),
  /** No answer ever comes. */
  hang: v.optional(v.boolean(), false),
  /** The connection breaks before the message was taken, or after. */
  reset: v.optional(v.picklist(["before", "after"])),
  /** The message is taken, and only then it goes wrong. */
  accept: v.optional(v.boolean(), false),
});

export type Fault = v.InferOutput<typeof FaultSchema>;

export const NO_FAULT: Fault = v.parse(FaultSchema, { times: 0 });

/** A fault as somebody wrote it in JSON, or what is wrong with it. */
export function readFault(given: unknown): Fault | { error: string } {
  const read = v.safeParse(FaultSchema, given);
  if (!read.success) return { error: v.summarize(read.issues) };
  const { times, status, delayMs, hang, reset } = read.output;
  if (times > 0 && status === undefined && delayMs === 0 && !hang && reset === undefined)
    return { error: "give a status from 200 to 599, delayMs, hang or reset; times: 0 ends a fault" };
  if (hang && reset !== undefined) return { error: "either hang or reset: what hangs does not break" };
  return read.output;
}

/** Whether the vendor takes a message that this befalls. What is only slow, it takes. */
export function isTaken({ accept, reset, status, hang }: Fault): boolean {
  return accept || reset === "after" || (status === undefined && !hang && reset === undefined);
}
