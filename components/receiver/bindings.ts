import * as pulumi from "@pulumi/pulumi";
import {
  BINDING,
  configBinding,
  destinationBinding,
  OBJECTS,
  pingBinding,
} from "../../receiver/config/bindings.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import type { Access, Setup } from "../../receiver/destinations/destination.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { canonicalJson } from "../canonical.ts";
import { checked, wellFormed } from "../validation/problems.ts";
import { checkDestinationUrl } from "../validation/url.ts";
import type { AlertReceiverArgs, DestinationArgs } from "./args.ts";
import { sameAccess } from "./configuration.ts";
import type { Console } from "./console.ts";
import { exampleCredential, exampleUrl } from "./examples.ts";
import { checkHeaders } from "./headers.ts";
import { checkNumbers, numbersOf } from "./mention.ts";
import { splitConfig } from "./parts.ts";
import { pingAccesses } from "./pings.ts";

/** A binding of the Worker, as `WorkersScript` takes it. */
export interface Binding {
  name: string;
  type: string;
  text?: pulumi.Input<string>;
  json?: pulumi.Input<string>;
  className?: string;
}

/** The bindings of the Worker, sorted by name: in another order they would show up as a change. */
export function receiverBindings(
  name: string,
  args: AlertReceiverArgs,
  config: RelayConfig,
  secret: pulumi.Output<string>,
  console: Console,
): Binding[] {
  const bindings: Binding[] = [
    ...Object.entries(OBJECTS).map(([binding, className]) => ({
      name: binding,
      type: "durable_object_namespace",
      className,
    })),
    { name: BINDING.secret, type: "secret_text", text: secret },
    ...splitConfig(config).map((part, index) => ({
      name: configBinding(index),
      type: "json",
      json: jsonOf(console.in(part)),
    })),
    ...Object.entries(accesses(name, args)).map(([destination, text]) => ({
      name: destinationBinding(destination),
      type: "secret_text",
      text,
    })),
    ...Object.entries(pingAccesses(name, args.pings)).map(([ping, text]) => ({
      name: pingBinding(ping),
      type: "secret_text",
      text,
    })),
  ];
  return bindings.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function jsonOf(part: pulumi.Input<RelayConfig>): pulumi.Input<string> {
  return pulumi.Output.isInstance(part) ? part.apply(canonicalJson) : canonicalJson(part);
}

/** The access of each destination, once it is known that no two of a kind are the same; see `sameAccess`. */
function accesses(name: string, args: AlertReceiverArgs): Record<string, pulumi.Output<string>> {
  const { destinations } = args;
  const found: Record<string, pulumi.Output<string>> = {};
  for (const [destination, settings] of Object.entries(destinations)) {
    const numbers = numbersOf(destination, args);
    const own = accessOf(name, destination, settings, numbers);
    const before = Object.keys(found).filter((other) => destinations[other]?.kind === settings.kind);
    const at = { type: "AlertReceiver", name, path: `destinations.${destination}` };
    const all = pulumi.all([own, ...before.map((other) => found[other] as pulumi.Output<string>)]);
    const apart = checked(all, at, ([access = "", ...others]) => {
      const same = before[others.findIndex((other) => keyOf(other) === keyOf(access))];
      return same && sameAccess(same);
    });
    found[destination] = before.length === 0 ? own : pulumi.secret(apart.apply(([access = ""]) => access));
  }
  return found;
}

/** What a vendor's limit belongs to, of an access as JSON. */
function keyOf(access: string): string {
  const { url, credential } = JSON.parse(access) as Access;
  return canonicalJson({ url, credential });
}

/** URL, credential, headers and phone numbers of a destination as one secret JSON text. What is left out is not in it. */
function accessOf(
  name: string,
  destination: string,
  settings: DestinationArgs,
  lists: ReturnType<typeof numbersOf>,
): pulumi.Output<string> {
  const { setup } = destinationOf(settings.kind);
  const at = (path: string) => ({ type: "AlertReceiver", name, path: `destinations.${destination}.${path}` });
  const checkKey = (text: string) => checkCredential(setup, text);
  const checkUrl = (text: string) => checkDestinationUrl(text) ?? setup.checkUrl?.(new URL(text));
  const credential =
    settings.credential &&
    checked(
      wellFormed(settings.credential, checkKey, (madeUp) => exampleCredential(setup, madeUp)),
      at("credential"),
      (text) => {
        const problem = checkKey(text);
        return problem && `(the ${setup.credential?.name}) ${problem}`;
      },
    );
  const url =
    settings.url === undefined
      ? setup.url
      : checked(
          wellFormed(settings.url, checkUrl, (madeUp) => exampleUrl(setup, madeUp)),
          at("url"),
          checkUrl,
        );
  const headers = settings.headers && checked(settings.headers, at("headers"), checkHeaders);
  const numbers = Object.fromEntries(
    lists.map((list) => [
      list.list,
      checked(
        pulumi.all(list.numbers),
        { type: "AlertReceiver", name, path: `${list.path}.numbers` },
        checkNumbers,
      ),
    ]),
  );
  const access = pulumi.output({ credential, headers, numbers: lists.length > 0 ? numbers : undefined, url });
  return pulumi.secret(access.apply(canonicalJson));
}

/** What is wrong with a credential for this kind of destination, or undefined. Never repeats it. */
function checkCredential(setup: Setup, credential: string): string | undefined {
  if (setup.credential?.check) return setup.credential.check(credential);
  return /^[\x21-\x7e]{8,}$/.test(credential)
    ? undefined
    : "must be at least 8 printable ASCII characters without spaces";
}
