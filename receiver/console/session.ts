import { type Caller, rightsOf } from "../api/caller.ts";
import { matches, validGenerations } from "../config/token.ts";
import { hmac } from "../digest.ts";
import { type Env, readConfig, readSecret } from "../env.ts";

/** How long a sign-in lasts, in milliseconds. */
const LASTS = 12 * 60 * 60 * 1000;

const COOKIE = "relay_console";

/** Who is signed in. `csrf` has to stand in the form of every action. */
export interface Session {
  caller: Caller;
  csrf: string;
}

/** What a cookie says; signed, so that nobody else can write one. */
interface Said {
  role: Caller["role"];
  name: string | null;
  generation: number | null;
  until: number;
}

/** Who a token is of: the operator's or the status page's. Undefined: of nobody. */
export function callerOfToken(env: Env, token: string, name: string | null): Caller | undefined {
  const rights = rightsOf(token, env);
  return rights && { ...rights, name, by: "cookie" };
}

/** The header that signs in; over http, which only this machine has, the cookie is not `Secure`. */
export function cookieFor(request: Request, env: Env, caller: Caller, now: number): string {
  const { role, name, generation } = caller;
  const said: Said = { role, name, generation, until: now + LASTS };
  const text = encodeURIComponent(JSON.stringify(said));
  return setCookie(request, `${text}.${signature(env, "session", text)}`, LASTS / 1000);
}

/** The header that signs out. */
export function noCookie(request: Request): string {
  return setCookie(request, "", 0);
}

function setCookie(request: Request, value: string, seconds: number): string {
  const secure = request.url.startsWith("https:") ? "; Secure" : "";
  return `${COOKIE}=${value}; Path=/console; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** Who is signed in; undefined: nobody, or longer than it lasts, or by a token that is valid no more. */
export function sessionOf(request: Request, env: Env, now: number): Session | undefined {
  const value = cookieIn(request, COOKIE);
  const dot = value?.lastIndexOf(".") ?? -1;
  if (value === undefined || dot < 0) return undefined;
  const text = value.slice(0, dot);
  if (!matches(value.slice(dot + 1), [signature(env, "session", text)])) return undefined;
  const { role, name, generation, until } = JSON.parse(decodeURIComponent(text)) as Said;
  if (until <= now) return undefined;
  const valid = validGenerations(readConfig(env).operatorGeneration ?? 1);
  if (role === "operator" && !valid.includes(generation ?? 0)) return undefined;
  return { caller: { role, name, by: "cookie", generation }, csrf: signature(env, "csrf", value) };
}

/** Whether a form was made for this session. */
export function isOwn({ csrf }: Session, given: unknown): boolean {
  return typeof given === "string" && matches(given, [csrf]);
}

function signature(env: Env, what: string, text: string): string {
  const mac = hmac(readSecret(env), `console ${what}\n${text}`);
  return mac.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Value of a cookie. */
export function cookieIn(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(/; */);
  return pairs.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** How many tokens were wrong since this isolate began; kept in memory alone. */
let refused = 0;

/** A wrong token waits for its answer, longer each time, up to 3 seconds; nothing is written down. */
export async function slowDown(): Promise<void> {
  refused += 1;
  const milliseconds = Math.min(100 * 2 ** Math.min(refused, 5), 3000);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
