import { overview } from "../api/overview.ts";
import { sha256 } from "../digest.ts";
import type { Env } from "../env.ts";

/** How often the objects are asked, and for how long a page is told without asking again. */
const EVERY = 10_000;
const LONGEST = 15 * 60_000;

/** Server-sent events: one whenever the overview is another than it was; the last one is `end`. */
export function liveEvents(env: Env): Response {
  const encoder = new TextEncoder();
  let gone = false;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`));
      let before: string | undefined;
      for (let waited = 0; waited < LONGEST && !gone; waited += EVERY) {
        const { at: _, ...now } = await overview(env);
        const digest = sha256(now);
        if (gone) return;
        // A line in any case: it shows whether anybody is still there.
        send(before === undefined || before === digest ? ": same" : `data: ${digest}`);
        before = digest;
        await new Promise((resolve) => setTimeout(resolve, EVERY));
      }
      if (gone) return;
      send("event: end\ndata: end");
      controller.close();
    },
    cancel() {
      gone = true;
    },
  });
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
  return new Response(body, { headers });
}
