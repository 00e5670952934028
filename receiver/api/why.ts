import type { Env } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { incident, incidents } from "./incidents.ts";
import { quarantined } from "./lists.ts";
import { sourcesFor } from "./page.ts";
import type { Overview, Why } from "./shapes.ts";
import { type SourceFacts, type Wanted, whyNone, whyOf } from "./why-of.ts";

export interface WhyAsked extends Wanted {
  /** Key of an incident. */
  incident?: string | undefined;
  source?: string | undefined;
}

/**
 * Why somebody was told, or was not: of an incident, or of a rule or a resource at a time. Undefined: there is no
 * such source, or no incident of the key.
 */
export async function why(env: Env, asked: WhyAsked): Promise<Why | undefined> {
  const { incident: key, source, rule, resource, at } = asked;
  const question = [key ?? [rule, resource].filter(Boolean).join(" / "), at && new Date(at).toISOString()]
    .filter(Boolean)
    .join(" @ ");
  if (key !== undefined) {
    const found = await incident(env, { key, source });
    return found && whyOf(question, found, at);
  }
  const page = await incidents(env, { source, rule, resource, to: at, limit: 5 });
  if (!page) return undefined;
  // What was over before that time is another incident's story.
  const open = page.incidents.find(
    ({ closedAt }) => at === undefined || closedAt === null || Date.parse(closedAt) >= at - NEAR,
  );
  const found = open && (await incident(env, { key: open.key, source: open.source }));
  return found ? whyOf(question, found, at) : whyNone(question, asked, await factsOf(env, asked));
}

/** How long after its end an incident is still meant, in milliseconds. */
const NEAR = 60 * 60 * 1000;

async function factsOf(env: Env, { source, rule, resource }: WhyAsked): Promise<SourceFacts[]> {
  return Promise.all(
    (sourcesFor(env, source) ?? []).map(async (name) => {
      const stands = (await ledgerOf(env, name).standing()) as Omit<
        Overview["sources"][string],
        "generation"
      >;
      const names = [rule, resource].filter((each) => each !== undefined);
      const unread = (await quarantined(env, { source: name }))?.entries.find(({ body }) =>
        names.every((each) => body.includes(each)),
      );
      const { latestEventAt, verifiedAt } = stands;
      return {
        ...{ name, latestEventAt, verifiedAt },
        quarantined: unread ? { at: unread.receivedAt, reason: unread.reason } : null,
      };
    }),
  );
}
