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

/** Whether so many requests in a minute are too many, asked at each of them. */
export function rateLimit(perMinute: number, now: () => number): () => boolean {
  const times: number[] = [];
  return () => {
    while (times[0] !== undefined && times[0] <= now() - 60_000) times.shift();
    times.push(now());
    return times.length > perMinute;
  };
}
