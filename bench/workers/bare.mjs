// What a callback costs at least: one row in a SQLite Durable Object for each request.
import { DurableObject } from "cloudflare:workers";

export class Bare extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS rows (seq INTEGER PRIMARY KEY, body TEXT)");
  }

  insert(body) {
    this.ctx.storage.sql.exec("INSERT INTO rows (body) VALUES (?)", body);
  }
}

export default {
  async fetch(request, env) {
    await env.BARE.getByName("production").insert(await request.text());
    return new Response("ok");
  },
};
