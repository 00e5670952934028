import type { Clouds } from "../store/accounts.ts";
import { type Answer, befall, ERROR_CODE, refusal, success } from "./answers.ts";
import { type AccessKey, Gate } from "./authenticate.ts";
import type { Context, Reply } from "./context.ts";
import { ApiError, internal, throttled, unknownAction } from "./errors.ts";
import { EVENT_BRIDGE_OPERATIONS, EVENT_BRIDGE_VERSION } from "./event-bridge/operations.ts";
import { Faults } from "./faults.ts";
import { type Behaviour, LIKELY, LIMITS, type Limits } from "./options.ts";
import { Params, treeOf } from "./params.ts";
import { type ApiRequest, readRequest } from "./request.ts";
import { RESOURCE_DIRECTORY_OPERATIONS, RESOURCE_DIRECTORY_VERSION } from "./resource-directory.ts";
import { findRoute, ROA_VERSION, routeOf } from "./roa/index.ts";
import { invalid } from "./roa/route.ts";
import { RPC_OPERATIONS, RPC_VERSION } from "./rpc/index.ts";
import { STS_OPERATIONS, STS_VERSION, UNSIGNED } from "./sts.ts";
import { type Rate, Throttle } from "./throttle.ts";

interface ApiOptions {
  clouds: Clouds;
  keys: readonly AccessKey[];
  /** Knows keys of further accounts, by id. Default: there are none. */
  findKey?: ((id: string) => AccessKey | undefined) | undefined;
  /** Region of calls that name none. */
  region: string;
  /** CloudMonitor's time, in milliseconds. */
  now: () => number;
  /** The time that callers sign with. */
  signedAt: () => number;
  newId: () => string;
  behaviour?: Partial<Behaviour>;
  limits?: Partial<Limits>;
  /** How often an account may call. Default: as often as it likes. */
  rate?: Rate | undefined;
  /** After a call that may have changed something. */
  onChange?: () => void;
}

/** A call, as it went. */
interface Call {
  at: number;
  action: string;
  account: string;
  region: string;
  status: number;
  code: string;
}

/** Most calls that are remembered. */
const CALLS = 20_000;
const READS = /^(Describe|Get|List|Query)/;

/** How an operation is found and carried out, whichever API it is of. */
interface Operation {
  action: string;
  run(key: AccessKey): Reply;
}

/** Whoever calls what needs no key. */
const NOBODY: AccessKey = { id: "", secret: "", account: "" };

/**
 * CloudMonitor's two APIs (RPC 2019-01-01, ROA 2024-03-30) and what is needed of STS and of the
 * resource directory, for several accounts. Signatures are verified. Each call is carried out at once and whole.
 */
export class CloudMonitorApi {
  readonly clouds: Clouds;
  readonly faults = new Faults();
  readonly calls: Call[] = [];
  behaviour: Behaviour;
  readonly limits: Limits;
  readonly #options: ApiOptions;
  readonly #gate: Gate;
  #throttle: Throttle;

  constructor(options: ApiOptions) {
    this.clouds = options.clouds;
    this.behaviour = { ...LIKELY, ...options.behaviour };
    this.limits = { ...LIMITS, ...options.limits };
    this.#options = options;
    this.#gate = new Gate(options.keys, options.signedAt, options.findKey);
    this.#throttle = new Throttle(options.rate);
  }

  /** From now on; undefined lifts it. */
  setRate(rate: Rate | undefined): void {
    this.#throttle = new Throttle(rate);
  }

  async answer(request: Request): Promise<Answer> {
    const requestId = this.#options.newId().toUpperCase();
    const call: Call = {
      at: this.#options.now(),
      action: "",
      account: "",
      region: "",
      status: 200,
      code: "",
    };
    let answer: Answer;
    try {
      answer = this.#carryOut(await readRequest(request), call, requestId);
    } catch (error) {
      answer = refusal(
        error instanceof ApiError ? error : internal(),
        requestId,
        request.headers.get("host"),
      );
      if (!(error instanceof ApiError)) console.error(error);
    }
    if (answer instanceof Response) {
      call.status = answer.status;
      call.code = answer.headers.get(ERROR_CODE) ?? "";
    } else {
      call.status = 0;
      call.code = answer;
    }
    this.calls.push(call);
    if (this.calls.length > CALLS) this.calls.shift();
    return answer;
  }

  #carryOut(request: ApiRequest, call: Call, requestId: string): Answer {
    const parameters = [...request.query, ...request.form];
    const params = new Params(treeOf(parameters));
    const operation = this.#find(request, params, call);
    call.action = operation.action;
    const key = UNSIGNED.includes(operation.action) ? NOBODY : this.#gate.keyOf(request);
    call.account = key.account;
    if (this.#throttle.refuses(key.account, this.#options.signedAt())) throw throttled();
    const fault = this.faults.take(operation.action);
    if (fault && !fault.done) return befall(fault, requestId);
    const reply = operation.run(key);
    if (!READS.test(operation.action)) this.#options.onChange?.();
    if (fault) return befall(fault, requestId);
    return success(reply, requestId);
  }

  /**
   * Carries out an operation without a call, for somebody on this side of it. Parameters may be nested
   * instead of flattened; of the ROA API they are the body. Throws `ApiError`.
   */
  perform(at: { account: string; region: string }, action: string, given: Record<string, unknown>): Reply {
    const route = routeOf(action);
    const operation = route
      ? (context: Context) => route.run(context, [])
      : (RPC_OPERATIONS[action] ?? EVENT_BRIDGE_OPERATIONS[action]);
    if (!operation) throw unknownAction(action, RPC_VERSION);
    const reply = operation(this.#context(at, new Params(given), given));
    this.#options.onChange?.();
    return reply;
  }

  #context(at: { account: string; region: string }, params: Params, body: Record<string, unknown>): Context {
    const { now, newId } = this.#options;
    const account = this.clouds.account(at.account);
    const region = account.region(at.region);
    const { behaviour, limits } = this;
    return { account, region, params, body, behaviour, limits, now: now(), newId };
  }

  /** The operation that a call names. What it answers has what the API's answers have in common. */
  #find(request: ApiRequest, params: Params, call: Call): Operation {
    const action = params.text("Action") ?? request.headers.get("x-acs-action") ?? "";
    const version = params.text("Version") ?? request.headers.get("x-acs-version") ?? "";
    const region = this.#regionOf(request, params);
    call.region = region;
    const sts = version === STS_VERSION && Object.hasOwn(STS_OPERATIONS, action) && STS_OPERATIONS[action];
    if (sts) {
      const { newId } = this.#options;
      return { action, run: (key) => sts({ gate: this.#gate, key, params, newId }) };
    }
    const directory =
      version === RESOURCE_DIRECTORY_VERSION &&
      Object.hasOwn(RESOURCE_DIRECTORY_OPERATIONS, action) &&
      RESOURCE_DIRECTORY_OPERATIONS[action];
    if (directory) return { action, run: () => directory({ clouds: this.clouds, params }) };
    const rpc = version === RPC_VERSION && Object.hasOwn(RPC_OPERATIONS, action) && RPC_OPERATIONS[action];
    if (rpc) {
      const run = ({ account }: AccessKey) => rpc(this.#context({ account, region }, params, {}));
      return { action, run: (key) => ({ Success: true, Code: "200", Message: "", ...run(key) }) };
    }
    const event =
      version === EVENT_BRIDGE_VERSION &&
      Object.hasOwn(EVENT_BRIDGE_OPERATIONS, action) &&
      EVENT_BRIDGE_OPERATIONS[action];
    if (event) {
      const run = ({ account }: AccessKey) => event(this.#context({ account, region }, params, {}));
      return { action, run: (key) => ({ Success: true, Code: "Success", Message: "", ...run(key) }) };
    }
    const roa = version === ROA_VERSION && findRoute(request.method, request.path);
    if (roa) {
      const { route, segments } = roa;
      const run = ({ account }: AccessKey) =>
        route.run(this.#context({ account, region }, params, bodyOf(request)), segments);
      return { action: route.action, run };
    }
    throw unknownAction(action || `${request.method} ${request.path}`, version);
  }

  /** By parameter, else by host name (`metrics.cn-beijing.…`), else the usual one. */
  #regionOf(request: ApiRequest, params: Params): string {
    const named = params.text("RegionId") ?? params.text("regionId");
    const [, byHost] = /^metrics\.([a-z0-9-]+)\./.exec(request.headers.get("host") ?? "") ?? [];
    return named ?? byHost ?? this.#options.region;
  }
}

function bodyOf({ body, headers }: ApiRequest): Record<string, unknown> {
  if (body.length === 0 || !headers.get("content-type")?.startsWith("application/json")) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw invalid("body");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw invalid("body");
  return parsed as Record<string, unknown>;
}
