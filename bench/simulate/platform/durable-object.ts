/** What `cloudflare:workers` resolves to in the simulation: the base class alone, which only keeps its arguments. */
export class DurableObject {
  readonly ctx: unknown;
  readonly env: unknown;

  constructor(ctx: unknown, env: unknown) {
    this.ctx = ctx;
    this.env = env;
  }
}
