import type { JSX } from "hono/jsx/jsx-runtime";
import { Hono } from "hono/tiny";
import { type Action, act } from "../api/act.ts";
import { incident, incidents } from "../api/incidents.ts";
import { deadLetters, decisions, quarantined } from "../api/lists.ts";
import { overview } from "../api/overview.ts";
import { why } from "../api/why.ts";
import { type Env, readConfig } from "../env.ts";
import { bodyText } from "../limit.ts";
import { IncidentPage } from "./incident-page.tsx";
import { IncidentsPage } from "./incidents-page.tsx";
import { DeadLettersPage, QuarantinePage } from "./lists-page.tsx";
import { liveEvents } from "./live.ts";
import { OverviewPage } from "./overview-page.tsx";
import {
  callerOfToken,
  cookieFor,
  cookieIn,
  isOwn,
  noCookie,
  type Session,
  sessionOf,
  slowDown,
} from "./session.ts";
import { ActPage, ProblemPage, SignInPage, WhyPage } from "./small-pages.tsx";
import { SCRIPT, STYLE } from "./style.ts";
import { type View, viewOf } from "./view.ts";

/** Nothing from elsewhere, no script or style in the page itself, no frame around it. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Longest body of a form, in bytes: what is longer is read no further. */
const LONGEST_FORM = 4096;

type Fields = Record<string, string>;

/** The pages of the console. Whoever is not signed in is led to the sign-in, wherever they go. */
export const pages = new Hono<{ Bindings: Env }>();

function page(node: JSX.Element, status = 200, more: Record<string, string> = {}): Response {
  const headers = { ...HEADERS, "content-type": "text/html; charset=utf-8", ...more };
  return new Response(`<!doctype html>${node.toString()}`, { status, headers });
}

function goTo(location: string, cookie?: string): Response {
  const headers = { ...HEADERS, location, ...(cookie !== undefined && { "set-cookie": cookie }) };
  return new Response(null, { status: 303, headers });
}

function lookOf(request: Request, env: Env, session: Session | undefined): View {
  const { pathname, search } = new URL(request.url);
  const asked = cookieIn(request, "relay_language") ?? readConfig(env).console?.language;
  const browser = /^zh\b/i.test(request.headers.get("accept-language") ?? "") ? "zh" : "en";
  const theme = cookieIn(request, "relay_theme");
  return viewOf({
    language: asked === "zh" || asked === "en" ? asked : browser,
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    session,
    here: pathname + search,
  });
}

async function formOf(request: Request): Promise<Fields> {
  const read = await bodyText(request, { most: LONGEST_FORM });
  const text = "problem" in read ? "" : read.text;
  return Object.fromEntries(new URLSearchParams(text));
}

/** What was given, without what was left empty. */
function queryOf(request: Request): Fields {
  return Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ""));
}

/** Somewhere in the console; anything else is its first page. */
function within(to: string | undefined): string {
  return to !== undefined && /^\/console([/?][^\\]*)?$/.test(to) ? to : "/console";
}

const asset = (text: string, type: string) => () =>
  new Response(text, { headers: { ...HEADERS, "cache-control": "max-age=300", "content-type": type } });

pages.get("/console/style.css", asset(STYLE, "text/css; charset=utf-8"));
pages.get("/console/live.js", asset(SCRIPT, "text/javascript; charset=utf-8"));

pages.get("/console/set", ({ req }) => {
  const { theme, language, to } = queryOf(req.raw);
  const [name, value] = theme === undefined ? ["language", language] : ["theme", theme];
  if (!["light", "dark", "en", "zh"].includes(value ?? "")) return goTo(within(to));
  return goTo(
    within(to),
    `relay_${name}=${value}; Path=/console; Max-Age=31536000; HttpOnly; SameSite=Strict`,
  );
});

pages.get("/console/sign-in", ({ req, env }) => page(<SignInPage view={lookOf(req.raw, env, undefined)} />));

pages.post("/console/sign-in", async ({ req, env }) => {
  const { token = "", name = "" } = await formOf(req.raw);
  const caller = callerOfToken(env, token.trim(), name.trim().slice(0, 60) || null);
  if (caller) return goTo("/console", cookieFor(req.raw, env, caller, Date.now()));
  await slowDown();
  return page(<SignInPage view={lookOf(req.raw, env, undefined)} problem />, 403);
});

/** What a page shows to whoever is signed in. Undefined: what the address names is not there. */
type Show = (asked: {
  env: Env;
  view: View;
  query: Fields;
  name: string;
}) => Promise<JSX.Element | Response | undefined>;

function show(path: string, shown: Show): void {
  pages.get(path, async ({ req, env }) => {
    const session = sessionOf(req.raw, env, Date.now());
    if (!session) return goTo("/console/sign-in");
    const view = lookOf(req.raw, env, session);
    const name = (req.param() as Fields).name ?? "";
    const node = await shown({ env, view, query: queryOf(req.raw), name });
    if (node instanceof Response) return node;
    return node ? page(node) : page(<ProblemPage view={view} text="notThere" />, 404);
  });
}

const numberIn = (text: string | undefined) =>
  text !== undefined && Number(text) > 0 ? Number(text) : undefined;

/** A time of a form, which is in UTC and says no zone, in milliseconds. */
const timeIn = (text: string | undefined) => {
  const time = Date.parse(`${text?.slice(0, 16)}Z`);
  return Number.isNaN(time) ? undefined : time;
};

show("/console", async ({ env, view }) => {
  const [now, chart] = await Promise.all([overview(env), decisions(env, {})]);
  return <OverviewPage view={view} now={now} chart={chart} />;
});

show("/console/events", async ({ env }) => liveEvents(env));

show("/console/incidents", async ({ env, view, query }) => {
  const { from, to, state, ...asked } = query;
  const wanted = state === "open" || state === "closed" ? state : undefined;
  const given = { ...asked, state: wanted, from: timeIn(from), to: timeIn(to), limit: undefined } as const;
  const found = await incidents(env, given);
  const sources = Object.keys(readConfig(env).sources).sort();
  return found && <IncidentsPage view={view} page={found} sources={sources} asked={query} />;
});

show("/console/incidents/:name", async ({ env, view, query, name }) => {
  const found = await incident(env, { key: name, before: numberIn(query.before) });
  const destinations = Object.keys(readConfig(env).destinations).sort();
  return found && <IncidentPage view={view} incident={found} destinations={destinations} />;
});

show("/console/dead-letters/:name", async ({ env, view, query, name }) => {
  // As in the API: they hold what other people wrote.
  if (view.session?.caller.role !== "operator")
    return page(<ProblemPage view={view} text="onlyOperator" />, 403);
  const found = await deadLetters(env, { destination: name, before: numberIn(query.before) });
  return found && <DeadLettersPage view={view} page={found} />;
});

show("/console/quarantine/:name", async ({ env, view, query, name }) => {
  const found = await quarantined(env, { source: name, before: numberIn(query.before) });
  return found && <QuarantinePage view={view} page={found} />;
});

show("/console/why", async ({ env, view, query }) => {
  const { incident: key, rule, resource, at } = query;
  const isAsked = key !== undefined || rule !== undefined || resource !== undefined;
  const found = isAsked ? await why(env, { incident: key, rule, resource, at: timeIn(at) }) : undefined;
  return <WhyPage view={view} why={found} asked={query} />;
});

/** Fields of each action's form. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  resolve: ["key"],
  silence: ["key"],
  unsilence: ["key"],
  "hand-over": ["key", "destination"],
  replay: ["destination", "letter"],
  hold: ["destination"],
  release: ["destination"],
  discard: ["destination"],
};

function actionOf({ what, letter, ...fields }: Fields): Action {
  const more = { ...(letter && { letter: Number(letter) }), ...(what === "silence" && { minutes: 60 }) };
  return { what, ...fields, ...more } as unknown as Action;
}

pages.post("/console/:what{act|sign-out}", async ({ req, env }) => {
  const session = sessionOf(req.raw, env, Date.now());
  if (!session) return goTo("/console/sign-in");
  const form = await formOf(req.raw);
  const view = lookOf(req.raw, env, session);
  if (!isOwn(session, form.csrf)) return page(<ProblemPage view={view} text="didNot" />, 403);
  if (req.param("what") === "sign-out") return goTo("/console/sign-in", noCookie(req.raw));
  if (session.caller.role !== "operator") return page(<ProblemPage view={view} text="onlyOperator" />, 403);
  const { what = "" } = form;
  const names = Object.hasOwn(FIELDS, what) ? FIELDS[what] : undefined;
  if (!names) return page(<ProblemPage view={view} text="didNot" />, 400);
  const fields = Object.fromEntries(
    ["what", ...names].flatMap((name) => (form[name] ? [[name, form[name]]] : [])),
  ) as Fields;
  const back = within(form.back);
  if (form.sure !== "1") return page(<ActPage view={view} fields={fields} back={back} />);
  const outcome = await act(env, session.caller, actionOf(fields));
  return page(<ActPage view={view} fields={fields} back={back} outcome={outcome} />, outcome.status);
});

pages.notFound(({ req, env }) => {
  const session = sessionOf(req.raw, env, Date.now());
  if (!session) return goTo("/console/sign-in");
  return page(<ProblemPage view={lookOf(req.raw, env, session)} text="notThere" />, 404);
});

// The Worker answers what fails, here as anywhere.
pages.onError((error) => {
  throw error;
});
