import * as v from "valibot";

/** Text of at most so many code points, as vendors count characters. */
export function text(most: number, least = 0) {
  return v.pipe(
    v.string(),
    v.check((value) => {
      const { length } = Array.from(value);
      return length >= least && length <= most;
    }, `must be ${least} to ${most} characters`),
  );
}

/** An address that opens from a link. */
export const Address = v.pipe(v.string(), v.url(), v.regex(/^https?:/));

const MINUTE = 60_000;

interface Limit {
  /** Requests within the time that are not too many. */
  most: number;
  /** In milliseconds. Default: a minute. */
  within?: number;
  /** For how long whoever exceeds it is refused everything, in milliseconds. Default: until the limit lets one pass. */
  shutOut?: number;
}

/** Whether a request is too much, asked at each of them. */
export function rateLimit({ most, within = MINUTE, shutOut = 0 }: Limit, now: () => number): () => boolean {
  const times: number[] = [];
  let shutUntil = 0;
  return () => {
    const at = now();
    if (at < shutUntil) return true;
    while (times[0] !== undefined && times[0] <= at - within) times.shift();
    times.push(at);
    if (times.length <= most) return false;
    shutUntil = at + shutOut;
    return true;
  };
}
