/** Something that happens on a callback's way. */
export type Moment = "acknowledged" | "arrived" | "answered";

export const MOMENTS: readonly Moment[] = ["acknowledged", "arrived", "answered"];

/** Tells one listener at a time when something has just happened, before anything follows from it. */
export class Moments {
  #awaited: { moment: Moment; tell: () => void } | undefined;

  happens(moment: Moment): void {
    if (this.#awaited?.moment === moment) this.#awaited.tell();
  }

  /** Calls `act` at the next such moment, or after `longest` milliseconds without one. */
  async next(moment: Moment, longest: number, act: () => Promise<void>): Promise<void> {
    const acted = new Promise<void>((resolve, reject) => {
      const tell = () => {
        clearTimeout(timer);
        this.#awaited = undefined;
        act().then(resolve, reject);
      };
      const timer = setTimeout(tell, longest);
      this.#awaited = { moment, tell };
    });
    return acted;
  }
}
