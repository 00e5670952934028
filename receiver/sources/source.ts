import type { Alert } from "../alert.ts";

/** What a request carries, decoded once: the parsers look at nothing else. */
export interface Body {
  /**
   * The fields of a form, of a query string or of a flat JSON object, as text. Prototype-less.
   * Empty if the body is JSON of another shape.
   */
  fields: Record<string, string>;
  /** The value of a JSON body; undefined for forms and query strings. */
  json: unknown;
}

export interface Context {
  /** `rule=` of the callback URL. */
  rule: string | undefined;
}

/** Why a body could not be read: short, for the sender and for the quarantine. */
export interface Unreadable {
  error: string;
}

/** One kind of body that Alibaba Cloud sends. Which parser takes a body depends on its shape alone. */
export interface Source {
  /** Name for logs and the quarantine. */
  name: string;
  /** Whether the body has this source's shape. Must be cheap: every parser is asked in turn. */
  recognises(body: Body): boolean;
  parse(body: Body, context: Context): Alert[] | Unreadable;
}
