/** Work that must not overlap, in the order it was asked for, by key. */
export class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  async hold<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const now = before.then(work, work);
    this.#last.set(
      key,
      now.catch(() => {}),
    );
    return now;
  }
}
