import fc from "fast-check";
import { expect, test } from "vitest";
import { identityOf } from "../../receiver/alert.ts";
import { isKin, rangesOf } from "../../receiver/ledger/kin.ts";

/** Dimensions on both sides of the account's name in the alphabet, of any characters. */
const name = fc.constantFrom("instanceId", "port", "userIc", "userId2", "userIe", "vbr", "zone", "\u00e9");
const resource = fc.dictionary(name, fc.string({ unit: "grapheme", maxLength: 8 }), { maxKeys: 4 });
const key = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
const account = fc.option(fc.constantFrom("1", "2", '"]@'), { nil: undefined });
const region = fc.option(fc.constantFrom("cn-beijing", "eu-central-1"), { nil: undefined });
const said = fc.record({ account, region });

interface Said {
  account?: string | undefined;
  region?: string | undefined;
}

const identity = (key: string, resource: Record<string, string>, { account, region }: Said) =>
  identityOf({
    rule: { key, name: "n" },
    dimensions: { ...resource, ...(account !== undefined && { userId: account }) },
    region,
  });

const inRange = (identity: string, of: string) =>
  (rangesOf(of)?.ranges ?? []).some(([from, to]) => before(from, identity) <= 0 && before(identity, to) < 0);

/** As SQLite compares texts: by their bytes in UTF-8. */
const before = (a: string, b: string) => {
  const [one, other] = [bytes.encode(a), bytes.encode(b)];
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
};
const bytes = new TextEncoder();

test("whatever account and region are said, the same rule and resource is in the ranges, and is kin where they agree", () => {
  fc.assert(
    fc.property(key, resource, said, said, (key, resource, one, other) => {
      const [a, b] = [identity(key, resource, one), identity(key, resource, other)];
      expect(inRange(b, a)).toBe(true);
      const agree = (name: keyof Said) => !one[name] || !other[name] || one[name] === other[name];
      expect(isKin(a, b)).toBe(agree("account") && agree("region"));
    }),
    { numRuns: 1000 },
  );
});

test("another rule or resource is no kin", () => {
  fc.assert(
    fc.property(key, resource, key, resource, said, (key, resource, otherKey, otherResource, said) => {
      const same = identity(key, resource, {}) === identity(otherKey, otherResource, {});
      expect(isKin(identity(key, resource, said), identity(otherKey, otherResource, said))).toBe(same);
    }),
  );
});

test.each(["a", "", "[1]", '{"a":1}', "[", "]", '["a",null]'])(
  "what is no identity of a rule has no kin: %s",
  (text) => {
    expect([rangesOf(text), isKin(text, text)]).toEqual([undefined, false]);
  },
);
