/**
 * Inputs of a resource in the API's spelling: `comparisonOperator` is `ComparisonOperator` there, and so are
 * most names. `names` has the others, at any depth; a dot in one leads into an object.
 */
export function spelled(
  inputs: Record<string, unknown>,
  names: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs)) {
    const spelling = names[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const [outer = "", inner] = spelling.split(".");
    const given = inside(value, names);
    if (inner === undefined) parameters[outer] = given;
    else parameters[outer] = { ...(parameters[outer] as object | undefined), [inner]: given };
  }
  return parameters;
}

function inside(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((each) => inside(each, names));
  if (typeof value !== "object" || value === null) return value;
  return spelled(value as Record<string, unknown>, names);
}
