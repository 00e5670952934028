import type { ReadingClient } from "../import/read/client.ts";
import { refusalText } from "../import/read/refusal.ts";
import type { AnyEntry, Program } from "../program/model/program.ts";
import { verifyCredentials } from "./credentials.ts";
import { verifyDrills } from "./drills.ts";
import type { Finding } from "./finding.ts";
import { verifyOneClick } from "./one-click.ts";
import { verifyContacts, verifyGroups } from "./people.ts";
import { clientAt, type Place, placesOf } from "./places.ts";
import { verifyCallbacks, verifyReceivers } from "./receivers.ts";
import { type Declared, verifyRules } from "./rules.ts";
import type { Web } from "./web.ts";
import { verifyWebhooks } from "./webhooks.ts";

interface Outside {
  web: Web;
  /** Whether that is the web of this machine alone. */
  isHere: boolean;
  env: NodeJS.ProcessEnv;
  /** Waits for so many milliseconds while fire drills run. Without it there are none. */
  drilling?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Whether what is deployed would tell somebody, by calls that change nothing and page nobody, and by a fire
 * drill where that is wanted. What one call can't read leaves the rest as it is.
 */
export async function verify(program: Program, { web, isHere, env, drilling }: Outside): Promise<Finding[]> {
  const places = placesOf(program, env).flatMap((place) => {
    const declared = declaredAt(program, place);
    return Object.values<readonly AnyEntry[]>(declared).some(({ length }) => length > 0)
      ? [{ place, declared }]
      : [];
  });
  const found = await Promise.all([
    verifyReceivers(program, web, isHere),
    verifyCallbacks(program, web),
    ...places.map(({ place, declared }) => verifyPlace(place, declared)),
    verifyWebhooks(program),
    verifyCredentials(program, web),
  ]);
  return [...found.flat(), ...(drilling ? await verifyDrills(program, web, drilling) : [])];
}

function declaredAt(program: Program, place: Place): Declared {
  const here = <E extends AnyEntry>(entries: readonly E[]) => entries.filter((entry) => place.has(entry));
  return {
    metricRules: here(program.metricRules),
    eventRules: here(program.eventRules),
    prometheusRules: here(program.prometheusRules),
    contacts: here(program.contacts),
    contactGroups: here(program.contactGroups),
  };
}

async function verifyPlace(place: Place, declared: Declared): Promise<Finding[]> {
  const about = `CloudMonitor in ${place.name}`;
  const refused = (error: unknown): Finding[] => [
    {
      ...{ check: "account", outcome: "failed", about, text: `can't be read: ${refusalText(error)}` },
      todo: "give the credentials that deploy it, or a role that may read it",
    },
  ];
  let client: ReadingClient;
  try {
    client = await clientAt(place);
  } catch (error) {
    return refused(error);
  }
  const parts = [
    () => verifyRules(declared, client, place.name),
    () => verifyContacts(declared, client),
    () => verifyGroups(declared, client),
    () => verifyOneClick(declared, client, place.name),
  ];
  const found = await Promise.all(parts.map((part) => part().catch(refused)));
  // One key that is refused is one finding, however many lists it was to read.
  return [...new Map(found.flat().map((each) => [`${each.about} ${each.text}`, each])).values()];
}
