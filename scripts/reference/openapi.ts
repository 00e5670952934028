import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { OPERATIONS, type Operation, type OperationName } from "../../receiver/api/operations.ts";
import {
  Actions,
  DeadLetterPage,
  Decisions,
  Done,
  Incident,
  IncidentPage,
  Overview,
  Quarantine,
  Why,
} from "../../receiver/api/shapes.ts";

/** What each operation answers; one without an entry does not compile. */
export const ANSWERS: Readonly<Record<OperationName, GenericSchema>> = {
  overview: Overview,
  incidents: IncidentPage,
  incident: Incident,
  decisions: Decisions,
  deadLetters: DeadLetterPage,
  quarantine: Quarantine,
  actions: Actions,
  why: Why,
  resolve: Done,
  silence: Done,
  unsilence: Done,
  handOver: Done,
  replay: Done,
  hold: Done,
  release: Done,
  discard: Done,
  drill: Done,
};

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
  [name: string]: unknown;
}

/** The API as an OpenAPI document, made of the schemas that read questions and check answers. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, operation] of Object.entries(OPERATIONS) as [OperationName, Operation][]) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: described(name, operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "cloudmonitor-relay receiver",
      version: "1",
      description: "What people on call and programs can ask a receiver. A field is only ever added.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The token of the status page reads; the operator token reads and acts.",
        },
      },
      schemas: {
        Problem: {
          type: "object",
          properties: { error: { type: "string", description: "Where, what is wrong, and what it may be." } },
          required: ["error"],
        },
      },
    },
  };
}

function described(name: OperationName, { method, path, role, summary, question }: Operation): object {
  const asked = schemaOf(question);
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, part]) => ({
    ...{ name: part, in: "path", required: true, schema: { type: "string" } },
  }));
  const inQuery = Object.entries(method === "get" ? (asked.properties ?? {}) : {}).map(([part, schema]) => ({
    ...{ name: part, in: "query", required: asked.required?.includes(part) ?? false, schema },
  }));
  const parameters = [...inPath, ...inQuery];
  return {
    operationId: name,
    summary,
    "x-role": role,
    ...(parameters.length > 0 && { parameters }),
    ...(method === "post" && { requestBody: { content: { "application/json": { schema: asked } } } }),
    responses: {
      200: {
        description: "What was asked for",
        content: { "application/json": { schema: schemaOf(ANSWERS[name]) } },
      },
      ...(name === "drill" && { 202: { description: "It has begun" } }),
      default: {
        description:
          "It was not done: 400 the question, 403 the role, 404 there is no such thing, 409 not now",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function schemaOf(schema: GenericSchema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema as never, { errorMode: "ignore", typeMode: "input" });
  return rest as JsonSchema;
}
