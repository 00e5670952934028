/** An error as the API answers it. */
export interface ApiFailure {
  status: number;
  code: number;
  message: string;
}

/** Thrown anywhere below a route, and answered as the API does. */
export class ApiError extends Error {
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(`${failure.message} [code: ${failure.code}]`);
    this.failure = failure;
  }
}

/**
 * What the API refuses, with its codes, statuses and words.
 * Sources: issues of cloudflare/workers-sdk and cloudflare/terraform-provider-cloudflare that quote
 * answers (10007, 10021, 10053, 10061, 10064, 10068, 10070, 10074, 10079, 10083, 10100, 10211, 100117 and
 * the statuses of authentication), alchemy-run/distilled (10056, 10071, 100114, 100116, 10336).
 */
const REFUSALS = {
  missingToken: [400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers"],
  wrongToken: [401, 10000, "Authentication error"],
  wrongAccount: [403, 10000, "Authentication error"],
  invalidToken: [401, 1000, "Invalid API Token"],
  noRoute: [404, 7000, "No route for that URI"],
  badIdentifier: [404, 7003, "Could not route to %s, perhaps your object identifier is invalid?"],
  noScript: [404, 10007, "This Worker does not exist on your account."],
  noSubdomain: [404, 10007, "You do not have a workers.dev subdomain."],
  unreadableMetadata: [400, 10021, "could not read content for part metadata"],
  startup: [400, 10021, "%s"],
  noHandlers: [400, 10068, "The uploaded script has no registered event handlers."],
  bindingInUse: [400, 10053, "Binding name '%s' already in use. Please use a different name and try again."],
  noSecret: [404, 10056, "Secret not found."],
  migrationTag: [412, 10079, "Migration tag precondition failed; current tag is '%s'"],
  classExists: [
    400,
    10074,
    "Cannot apply %s migration to class '%s' that is already depended on by existing Durable Objects",
  ],
  classUnknown: [400, 10074, "Cannot apply %s migration to class '%s' that is not a Durable Object class"],
  classNotExported: [400, 10070, "Cannot apply %s migration to class '%s' that is not exported by script."],
  classStillBound: [
    400,
    10061,
    "Cannot apply --delete-class migration to class '%s' without also removing the binding that references it.",
  ],
  classLeftOut: [
    400,
    10064,
    "New version of script does not export class '%s' which is depended on by existing Durable Objects. To delete them, apply a --delete-class migration.",
  ],
  classNotConfigured: [
    400,
    10061,
    "Cannot create binding for class '%s' because it is not currently configured to implement Durable Objects. Did you forget to apply a --new-class migration to it?",
  ],
  migrationInVersion: [
    400,
    10211,
    "Version upload failed. You attempted to upload a version of a Worker that includes a Durable Object migration, but migrations must be fully applied via a non-versioned deployment.",
  ],
  noVersion: [404, 10071, "The requested Worker version could not be found"],
  noDeployment: [404, 10336, "Deployment not found"],
  noDomain: [404, 100114, "Domain not found"],
  domainInUse: [
    409,
    100116,
    "Hostname '%s' already in use. Use the option 'override_existing_origin' to override.",
  ],
  noZone: [404, 10083, 'workers.api.error.zone_not_found for "%s"'],
  badCron: [400, 10100, "invalid cron string"],
  badBody: [400, 10001, "Could not parse the request body: %s"],
  unknown: [500, 10013, "An unknown error has occurred."],
  /** The one refusal that Cloudflare does not know: what its API can do and this machine can't. */
  notHere: [400, 10999, "The local Cloudflare API can't do this: %s"],
} as const satisfies Record<string, readonly [number, number, string]>;

type Refusal = keyof typeof REFUSALS;

/** The error for a refusal, its words filled in. */
export function refuse(refusal: Refusal, ...words: string[]): ApiError {
  const [status, code, text] = REFUSALS[refusal];
  const message = words.reduce((before, word) => before.replace("%s", () => word), text as string);
  return new ApiError({ status, code, message });
}
