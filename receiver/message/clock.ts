/** How times are written, by time zone: to make one costs as much as all the rest of a message. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** `12:01`, or with the date where that is another than that of `now`. */
export function clockText(at: number, now: number, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (!clock) {
    // The Swedish way to write a time is the ISO's.
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    clocks.set(timeZone, clock);
  }
  const text = (time: number) => clock.format(time);
  return text(at).slice(0, 10) === text(now).slice(0, 10) ? text(at).slice(11) : text(at);
}
