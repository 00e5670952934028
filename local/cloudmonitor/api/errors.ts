/**
 * A refusal, as the real API words it: HTTP status, code and message.
 *
 * Sources: the gateway's common errors (signature, throttling, missing parameters), and the error tables
 * on the pages of the operations. Where those give only a general message, what is wrong follows it.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const missing = (parameter: string) =>
  new ApiError(400, `Missing${parameter.replaceAll(".", "")}`, `${parameter} is mandatory for this action.`);

export const illegal = (what: string) =>
  new ApiError(400, "InvalidParameterValue", `Illegal parameters. ${what}`);

export const notFound = (what: string) =>
  new ApiError(404, "ResourceNotFound", `The specified resource is not found. ${what}`);

export const overLimit = (what: string) =>
  new ApiError(429, "ResourceOverLimit", `Resource over limit. ${what}`);

export const unknownAction = (action: string, version: string) =>
  new ApiError(
    404,
    "InvalidAction.NotFound",
    `Specified api is not found, please check your url and method. (${action || "no action"}, version ${version || "missing"})`,
  );

export const throttled = () =>
  new ApiError(400, "Throttling.User", "Request was denied due to user flow control.", {
    // Milliseconds, as the official clients read it.
    "x-acs-retry-after": "1000",
  });

export const internal = () =>
  new ApiError(500, "InternalError", "The request processing has failed due to some unknown error.");
