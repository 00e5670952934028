import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { readExportedResources } from "../../program/project/exported-state.ts";
import { exportStack } from "../exported-stack.ts";

/** Where a deployed receiver is, and what opens it. */
export interface DeployedReceiver {
  /** Without a slash at its end. */
  url: string;
  /** The operator token; the token of the status does for what only reads. */
  token: string;
  /** Secret callback URLs, by source. Only a stack knows them. */
  callbackUrls: Record<string, string>;
}

export interface ReceiverOptions {
  stack?: string;
  directory: string;
  receiver?: string;
  url?: string;
  tokenFile?: string;
}

/** Type of the component, as the state of a stack names it. */
const RECEIVER = "cloudmonitor-relay:index:AlertReceiver";

const ENVIRONMENT = { url: "CLOUDMONITOR_RELAY_URL", token: "CLOUDMONITOR_RELAY_TOKEN" } as const;

/** Adds how the receiver is found. A token is never an argument: those stand in the list of processes. */
export function withReceiver(command: Command): Command {
  return command
    .option("--stack <name>", "take address and token from the outputs of this stack, by Pulumi's CLI")
    .option("-C, --directory <folder>", "with --stack: folder of the Pulumi program", ".")
    .option("--receiver <name>", "with --stack: the AlertReceiver, where the stack has several")
    .option("--url <address>", `address of the receiver (or ${ENVIRONMENT.url})`)
    .option("--token-file <file>", `file that holds the operator token (or ${ENVIRONMENT.token})`);
}

/** How to say where the receiver is: for the help of each command. */
export const RECEIVER_HELP = `
The receiver is that of --stack, or else of --url and --token-file, or else of the environment:
  ${ENVIRONMENT.url}=https://alerts.example.com
  ${ENVIRONMENT.token}=$(pulumi stack output operatorToken --show-secrets)`;

export async function receiverOf(options: ReceiverOptions): Promise<DeployedReceiver> {
  return options.stack === undefined ? named(options) : ofStack(options.stack, options);
}

function named({ url = process.env[ENVIRONMENT.url], tokenFile }: ReceiverOptions): DeployedReceiver {
  const token =
    tokenFile === undefined ? process.env[ENVIRONMENT.token] : readFileSync(tokenFile, "utf8").trim();
  if (!url)
    throw new Error(`which receiver? Give --stack, or --url, or ${ENVIRONMENT.url} in the environment`);
  if (!token)
    throw new Error(
      `${url}: no token. Give --stack, or --token-file, or ${ENVIRONMENT.token} in the environment`,
    );
  return { url: origin(url), token, callbackUrls: {} };
}

async function ofStack(
  stack: string,
  { directory, receiver: wanted }: ReceiverOptions,
): Promise<DeployedReceiver> {
  const otherwise = "without Pulumi's CLI, give --url and the token by the environment";
  const exported = await exportStack({ directory, stack }, otherwise);
  const all = readExportedResources(exported).filter(({ type }) => type === RECEIVER);
  const names = all.map(({ name }) => name).join(", ");
  if (all.length === 0)
    throw new Error(`the stack ${stack} has no AlertReceiver: name the stack that declares it`);
  const found = wanted === undefined ? all : all.filter(({ name }) => name === wanted);
  const [receiver] = found;
  if (!receiver)
    throw new Error(`the stack ${stack} has no AlertReceiver called "${wanted}"; there is ${names}`);
  if (found.length > 1)
    throw new Error(`the stack ${stack} has several receivers: say which by --receiver: ${names}`);
  const { url, operatorToken, callbackUrls } = receiver.outputs;
  if (typeof url !== "string" || typeof operatorToken !== "string")
    throw new Error(
      `the AlertReceiver ${receiver.name} of the stack ${stack} has no address or no operator token yet: run pulumi up with this version`,
    );
  return {
    url: origin(url),
    token: operatorToken,
    callbackUrls: (callbackUrls ?? {}) as Record<string, string>,
  };
}

/** The address without path and query: people paste the status page's, whose query is a token. */
function origin(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new Error("--url must be an address like https://alerts.example.com");
  return parsed.origin;
}
