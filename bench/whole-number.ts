import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number from `least` to `most`, and refuses anything else. */
export function wholeNumber(
  least: number,
  most: number = Number.POSITIVE_INFINITY,
): (text: string) => number {
  const upTo = Number.isFinite(most) ? ` to ${most}` : "";
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(`must be a whole number from ${least}${upTo}`);
    return number;
  };
}
