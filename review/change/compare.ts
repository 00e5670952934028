import type { Resource } from "../../program/evaluator/plan.ts";
import type { ReviewedProgram } from "../program.ts";
import { redact } from "../secrets.ts";
import { code } from "../wording/words.ts";
import { note, type Pair, risk, type Sentence, type Sides, type Told } from "./aspect.ts";
import type { Change } from "./change.ts";
import { explainedElsewhere } from "./explained.ts";
import { accountOf, contactGroupsOf, isMigration, keyOf, titleOf } from "./heading.ts";
import { kindOf } from "./kinds.ts";
import { type How, match } from "./match.ts";
import { sayOptions } from "./options.ts";
import { sayOutputs } from "./outputs.ts";
import { changedProperties, type PropertyChange } from "./properties.ts";
import { sayRenamed } from "./renamed.ts";
import { sayReplacement } from "./replacement.ts";

interface CompareOptions {
  /** Leave out what only a deployment does: replacements, options, names of resources. Default: false. */
  onlyMeaning?: boolean;
}

/** Every difference of meaning between two programs. */
export function compare(
  before: ReviewedProgram,
  after: ReviewedProgram,
  { onlyMeaning = false }: CompareOptions = {},
): Change[] {
  const sides = { before, after };
  const { pairs, added, removed } = match(
    before.resources.filter(isOwn),
    after.resources.filter(isOwn),
    sides,
  );
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

function head(resource: Resource, program: ReviewedProgram) {
  return {
    noun: nounOf(resource, program) ?? resource.type,
    title: titleOf(program, resource),
    urn: resource.urn,
    type: resource.type,
    account: accountOf(program, resource),
    groups: contactGroupsOf(program, resource),
  };
}

/** Where the component is declared that a resource is of. What leads out of the repository is not known there. */
function placeOf(resource: Resource, program: ReviewedProgram): Pick<Change, "place"> {
  const { position } = program.entryOf.get(resource.urn)?.component ?? resource;
  if (!position || position.file.startsWith("..") || position.file.startsWith("/")) return {};
  return { place: { file: position.file, line: position.line } };
}

/** What people call it; undefined for a resource of another kind. */
function nounOf(resource: Resource, program: ReviewedProgram): string | undefined {
  return isMigration(resource) ? "receiver" : kindOf(program.entryOf.get(resource.urn))?.noun;
}

/** Rules go by their name alone; of other things people want to know what they are. */
function namedIt(resource: Resource, program: ReviewedProgram): string {
  const noun = nounOf(resource, program);
  return noun === undefined || noun === "rule" ? "{it}" : `the ${noun} {it}`;
}

function addedChange(resource: Resource, sides: Sides): Change {
  const entry = sides.after.entryOf.get(resource.urn);
  const what = isMigration(resource)
    ? "a migration that is uploaded once"
    : ((entry && kindOf(entry)?.describe(entry, sides)) ?? code(resource.type));
  return {
    formerUrn: undefined,
    change: "added",
    ...head(resource, sides.after),
    ...placeOf(resource, sides.after),
    sentences: [note(`${namedIt(resource, sides.after)} is new: ${what}`)],
    properties: changedProperties(undefined, resource, secretsOf(sides)),
  };
}

function removedChange(resource: Resource, sides: Sides): Change {
  const entry = sides.before.entryOf.get(resource.urn);
  const lost = entry && kindOf(entry)?.removed?.(entry, sides);
  const kept = resource.options.retainOnDelete ? " from the program, and stays in the cloud" : "";
  const rest = kept || (lost ?? (nounOf(resource, sides.before) ? "" : ` (${code(resource.type)})`));
  const text = `${namedIt(resource, sides.before)} is removed${rest}`;
  const grave = lost !== undefined && kept === "";
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
  const properties = isMigration(after) ? [] : changedProperties(before, after, secretsOf(sides));
  const pair = { before, after };
  const told = tellOf(pair, sides);
  const explained = (path: string) =>
    told.some(({ covers, sentences }) => sentences.length > 0 && covers(path)) ||
    explainedElsewhere(pair, path, sides);
  const sentences = [
    ...(properties.length > 0 ? told.flatMap((each) => each.sentences) : []),
    ...properties.filter(({ path }) => !explained(path)).map(sayProperty),
    ...(onlyMeaning ? [] : sayDeployment(pair, how, properties, sides)),
  ];
  if (sentences.length === 0 && properties.length === 0) return undefined;
  return {
    formerUrn: before.urn,
    change: "changed",
    ...head(after, sides.after),
    ...placeOf(after, sides.after),
    sentences,
    properties,
  };
}

function tellOf({ before, after }: Pair, sides: Sides): Told[] {
  const [old, now] = [sides.before.entryOf.get(before.urn), sides.after.entryOf.get(after.urn)];
  return (old && now && old.kind === now.kind && kindOf(now)?.tell(old, now, sides)) || [];
}

/** What a deployment does besides what it is for. */
function sayDeployment(
  pair: Pair,
  how: How,
  properties: readonly PropertyChange[],
  sides: Sides,
): Sentence[] {
  const paths = properties.map(({ path }) => path);
  return [
    ...sayOtherName(pair, how, sides),
    ...(how === "id" || how === "key" || how === "alike" ? [] : sayReplacement(pair, paths, sides)),
    ...sayOptions(pair, namedIt(pair.after, sides.after)),
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
function sayOtherName({ before, after }: Pair, how: How, sides: Sides): Sentence[] {
  if (how === "alike") return sayRenamed(before, namedIt(after, sides.after), sides);
  if (how !== "id" && how !== "key") return [];
  const it = `${namedIt(after, sides.after)} is another resource for Pulumi (was ${code(before.name)})`;
  const incidents = keyOf(sides.after, after) ? "; open incidents stay with it" : "";
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
