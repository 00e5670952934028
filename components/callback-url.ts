import * as pulumi from "@pulumi/pulumi";
import { refuseWorkersDev, regionOf } from "./region.ts";
import { isPlain, Problems } from "./validation/problems.ts";
import { checkCallbackUrl, LONGEST_URL } from "./validation/url.ts";

/** A callback URL of the receiver: `https://host/callbacks/source?token=…`. */
const RELAY_CALLBACK = /^https?:\/\/[^/]+\/callbacks\/[a-z][a-z0-9-]*\?(?:[^#]*&)?token=/;

/**
 * The URL with parameters that only the receiver knows: the rule's stable key, so that the recovery of
 * an incident that was opened before the rule was replaced still finds it; labels; what resolves an
 * event. Another URL stays as it is.
 */
function withParameters(url: string, parameters: Record<string, string>): string {
  if (!RELAY_CALLBACK.test(url)) return url;
  const pairs = Object.entries(parameters).map(([name, value]) => `&${name}=${encodeValue(value)}`);
  return url + pairs.join("");
}

/** Colons and slashes stay as they are, as RFC 3986 allows in a query: a runbook's URL is long enough. */
function encodeValue(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2F", "/");
}

/**
 * The callback of a rule as a secret input of its resource, checked as soon as it is known: a URL, not
 * too long with its parameters, and not on workers.dev for a region in China. Undefined without one.
 */
export function callbackInput(
  component: pulumi.ComponentResource,
  of: { type: string; name: string; resource: string },
  callback: pulumi.Input<string> | undefined,
  parameters: Record<string, pulumi.Input<string>>,
): pulumi.Output<string> | undefined {
  if (callback === undefined) return undefined;
  const check = (url: string, values: Record<string, string>): void => {
    const problems = new Problems(of.type, of.name);
    const carrying = () => checkLength(of.type, withParameters(url, values), Object.keys(values));
    problems.addIf("callback", checkCallbackUrl(url) ?? carrying());
    problems.throwIfAny();
  };
  const complete = (url: string, values: Record<string, string>, region: string | undefined): string => {
    check(url, values);
    refuseWorkersDev(of.type, of.name, url, region);
    return withParameters(url, values);
  };
  const region = regionOf(component, of.resource);
  // The usual case has one value that is not plain. Every output costs time, and there are many rules.
  if (isPlain(parameters) && isPlain(region)) {
    const values = parameters as Record<string, string>;
    if (isPlain(callback)) check(callback as string, values);
    return pulumi.secret(pulumi.output(callback).apply((url) => complete(url, values, region as string)));
  }
  const all = pulumi.all([callback, parameters, region]);
  return pulumi.secret(all.apply(([url, values, where]) => complete(url, values, where)));
}

function checkLength(type: string, url: string, parameters: string[]): string | undefined {
  return url.length <= LONGEST_URL
    ? undefined
    : `becomes ${url.length} characters long with ${parameters.join(", ")}, and at most ${LONGEST_URL} are sure to arrive: shorten them, or ${type === "EventRule" ? "leave labels out" : "set carryLabels to false"}`;
}
