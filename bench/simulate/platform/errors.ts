/** An error of the platform itself, with the properties that tell callers what to make of it. */
function platformError(message: string, properties: { retryable?: boolean; overloaded?: boolean }): Error {
  return Object.assign(new Error(message), properties);
}

/** What a caller gets when the object stops under its call, or the connection to it breaks: it may have run. */
export function disconnected(): Error {
  return platformError("Network connection lost.", { retryable: true });
}

/** Source: https://developers.cloudflare.com/durable-objects/best-practices/error-handling/ */
export function overloaded(): Error {
  return platformError("Durable Object is overloaded. Too many requests queued.", { overloaded: true });
}
