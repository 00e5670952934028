import type { Resource } from "../../program/evaluator/plan.ts";
import { accountOf, groupsOf, type Program, titleOf } from "../meaning/program.ts";
import { isFrozen } from "../meaning/receiver.ts";
import { readRule } from "../meaning/rule.ts";
import { redact } from "../meaning/secrets.ts";
import { code } from "../meaning/words.ts";
import { note, type Pair, risk, type Sentence, type Sides } from "./aspect.ts";
import { toldElsewhere } from "./explained.ts";
import { kindOf } from "./kinds.ts";
import { type How, match } from "./match.ts";
import { sayOptions } from "./options.ts";
import { sayOutputs } from "./outputs.ts";
import { changedProperties, type PropertyChange } from "./properties.ts";
import { sayReplacement } from "./replacement.ts";

/** What happens to one thing of the program. */
export interface Change {
  change: "added" | "removed" | "changed";
  /** What it is: `rule`, `contact group`, …, or the type's token. */
  noun: string;
  title: string;
  /** Of the new program; of the old one where it is removed. */
  urn: string;
  /** URN in the old program; undefined where it is new. */
  formerUrn: string | undefined;
  type: string;
  /** Region and account; empty for what belongs to none. */
  account: string;
  /** Contact groups that it matters to. */
  groups: string[];
  /** Empty where all that changes is told with something else. */
  sentences: Sentence[];
  properties: PropertyChange[];
}

interface CompareOptions {
  /** Leave out what only a deployment does: replacements, options, names of resources. Default: false. */
  onlyMeaning?: boolean;
}

/** Every difference of meaning between two programs. */
export function compare(
  before: Program,
  after: Program,
  { onlyMeaning = false }: CompareOptions = {},
): Change[] {
  const sides = { before, after };
  const own = ({ plan }: Program) => plan.resources.filter(isOwn);
  const { pairs, added, removed } = match(own(before), own(after), after);
  const secrets = secretsOf(sides);
  const changes = [
    ...removed.map((resource) => removedChange(resource, sides)),
    ...pairs.flatMap((pair) => changedChange(pair, sides, onlyMeaning) ?? []),
    ...added.map((resource) => addedChange(resource, sides)),
    ...sayOutputs(sides),
  ];
  return changes.map((change) => ({
    ...change,
    sentences: change.sentences.map((each) => ({ ...each, text: redact(each.text, secrets) })),
  }));
}

function secretsOf({ before, after }: Sides): readonly string[] {
  return [...before.secrets, ...after.secrets];
}

/** Components are what their children are. */
function isOwn({ custom, type }: Resource): boolean {
  return custom && type !== "pulumi:pulumi:StackReference";
}

function head(resource: Resource, program: Program) {
  return {
    noun: kindOf(resource.type)?.noun ?? resource.type,
    title: titleOf(program, resource),
    urn: resource.urn,
    type: resource.type,
    account: accountOf(program, resource),
    groups: groupsOf(program, resource),
  };
}

function addedChange(resource: Resource, sides: Sides): Change {
  const what = isFrozen(resource)
    ? "a migration that is uploaded once"
    : (kindOf(resource.type)?.describe(resource, sides) ?? code(resource.type));
  const sentences = [note(`${namedIt(resource)} is new: ${what}`)];
  return {
    formerUrn: undefined,
    change: "added",
    ...head(resource, sides.after),
    sentences,
    properties: changedProperties(undefined, resource, secretsOf(sides)),
  };
}

/** Rules go by their name alone; of other things people want to know what they are. */
function namedIt({ type }: Resource): string {
  const noun = kindOf(type)?.noun;
  return noun === undefined || noun === "rule" ? "{it}" : `the ${noun} {it}`;
}

function removedChange(resource: Resource, sides: Sides): Change {
  const told = kindOf(resource.type)?.removed;
  const kept = resource.options.retainOnDelete ? " from the program, and stays in the cloud" : "";
  const text = `${namedIt(resource)} is removed${kept || told?.(resource, sides) || (told ? "" : ` (${code(resource.type)})`)}`;
  const grave = told !== undefined && kept === "";
  return {
    formerUrn: resource.urn,
    change: "removed",
    ...head(resource, sides.before),
    sentences: [grave ? risk(text) : note(text), ...sayProtected(resource)],
    properties: changedProperties(resource, undefined, secretsOf(sides)),
  };
}

function sayProtected({ options }: Resource): Sentence[] {
  return options.protect
    ? [risk("{it} is protected: Pulumi refuses to delete it, and the update fails")]
    : [];
}

function changedChange(
  { before, after, how }: Pair & { how: How },
  sides: Sides,
  onlyMeaning: boolean,
): Change | undefined {
  const properties = isFrozen(after) ? [] : changedProperties(before, after, secretsOf(sides));
  const pair = { before, after };
  const facets = kindOf(after.type)?.facets(before, after, sides) ?? [];
  const told = facets.map((facet) => ({ facet, sentences: facet.say(before, after, sides) }));
  const explained = (path: string) =>
    told.some(({ facet, sentences }) => sentences.length > 0 && facet.covers(path)) ||
    toldElsewhere(pair, path, sides);
  const sentences = [
    ...(properties.length > 0 ? told.flatMap((each) => each.sentences) : []),
    ...properties.filter(({ path }) => !explained(path)).map(sayProperty),
    ...(onlyMeaning ? [] : sayDeployment(pair, how, properties)),
  ];
  if (sentences.length === 0 && properties.length === 0) return undefined;
  return {
    formerUrn: before.urn,
    change: "changed",
    ...head(after, sides.after),
    sentences,
    properties,
  };
}

/** What a deployment does besides what it is for. */
function sayDeployment(pair: Pair, how: How, properties: readonly PropertyChange[]): Sentence[] {
  const paths = properties.map(({ path }) => path);
  return [
    ...sayRenamed(pair, how),
    ...(how === "id" || how === "key" ? [] : sayReplacement(pair, paths)),
    ...sayOptions(pair, namedIt(pair.after)),
  ];
}

/** What no sentence knows, as it is. */
function sayProperty({ path, secret, before, after }: PropertyChange): Sentence {
  const said = () => {
    if (secret)
      return before === undefined
        ? "is set (secret)"
        : after === undefined
          ? "is no longer set"
          : "changes (secret)";
    if (before === undefined) return `is set to ${short(after)}`;
    return after === undefined
      ? `is no longer set (was ${short(before)})`
      : `is ${short(after)} instead of ${short(before)}`;
  };
  // The receiver's configuration is one of the Worker's bindings.
  const name = path.replace(/^bindings\.CONFIG\w*\.json\./, "");
  return { text: `${code(name)} of {it} ${said()}`, risk: false, plain: true };
}

function short(text: string | undefined): string {
  const all = text ?? "";
  return code(all.length <= 120 ? all : `${all.slice(0, 119)}…`);
}

/** A name in the program that changes without an alias is another resource for Pulumi. */
function sayRenamed({ before, after }: Pair, how: How): Sentence[] {
  if (how !== "id" && how !== "key") return [];
  const it = `${namedIt(after)} is another resource for Pulumi (was ${code(before.name)})`;
  const incidents = readRule(after) ? "; open incidents stay with it" : "";
  return [
    how === "id"
      ? risk(
          `${it} under the same id: it is made and then deleted together with the old one; add \`aliases\``,
        )
      : note(`${it}: made anew, then the old one goes${incidents}`),
    ...(before.options.protect
      ? [risk("the one before {it} is protected: Pulumi refuses to delete it, and the update fails")]
      : []),
  ];
}
