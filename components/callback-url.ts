import * as pulumi from "@pulumi/pulumi";
import { PARAMETER, readCallbackUrl, withParameters } from "../receiver/config/urls.ts";
import { refuseWorkersDev, regionOf } from "./region.ts";
import { isPlain, type Part, Problems } from "./validation/problems.ts";
import { checkCallbackUrl, LONGEST_URL } from "./validation/url.ts";

/**
 * The callback of a rule as a secret input of its resource, checked as soon as it is known: a URL, not
 * too long with its parameters, and not on workers.dev for a region in China. Undefined without one.
 */
export function callbackInput(
  component: pulumi.ComponentResource,
  of: Part & { resource: string },
  callback: pulumi.Input<string> | undefined,
  parameters: Record<string, pulumi.Input<string>>,
): pulumi.Output<string> | undefined {
  if (callback === undefined) return undefined;
  const check = (url: string, values: Record<string, string>): void => {
    const problems = new Problems(of);
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

/** The URL without `token`, and the header that carries it instead. Another URL stays as it is. */
export function splitToken(text: string): { url: string; headers: Record<string, string> } {
  const token = readCallbackUrl(text)?.token;
  if (token === undefined) return { url: text, headers: {} };
  const url = new URL(text);
  url.searchParams.delete(PARAMETER.token);
  return { url: url.href, headers: { Authorization: `Bearer ${token}` } };
}

function checkLength(type: string, url: string, parameters: string[]): string | undefined {
  return url.length <= LONGEST_URL
    ? undefined
    : `becomes ${url.length} characters long with ${parameters.join(", ")}, and at most ${LONGEST_URL} are sure to arrive: shorten them, or ${type === "EventRule" ? "leave labels out" : "set carryLabels to false"}`;
}
