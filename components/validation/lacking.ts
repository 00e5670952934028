/** What somebody may look for in a component that can't have it, and why it can't. */
interface Lacking {
  component: string;
  /** Names of arguments, at any depth. */
  name?: RegExp;
  /** Or words, of this enumeration. */
  of?: string;
  word?: RegExp;
  why: string;
}

const PROVIDER = "the alicloud provider neither reads nor writes it";

const LACKING: readonly Lacking[] = [
  {
    component: "SiteMonitor",
    name: /redirect/i,
    why: `${PROVIDER}: probes of ECS follow five redirects, those of carriers two`,
  },
  {
    component: "SiteMonitor",
    name: /cert|expir|ssl|sni/i,
    why: `${PROVIDER}: a certificate that has run out fails the probe (code 610), and nothing warns before`,
  },
  { component: "SiteMonitor", name: /^ip(v?[46]|network|version)/i, why: PROVIDER },
  {
    component: "SiteMonitor",
    name: /schedule/i,
    why: "the vendor does not say which day is which number; rules have effectiveInterval",
  },
  {
    component: "SiteMonitor",
    of: "HttpMethod",
    word: /^head$/i,
    why: "the vendor's pages name it, and the alicloud provider refuses it",
  },
  {
    component: "SiteMonitor",
    of: "Probe",
    word: /^https$/i,
    why: "HTTP covers both, and the scheme of the address says which",
  },
  {
    component: "SiteMonitor",
    of: "AssertionSubject",
    word: /^(header|body_?json|body_?xml)$/i,
    why: "the alicloud provider has no place for the header's name or the path within the body",
  },
];

/** Why a component has no argument of this name; undefined where it is not known to be looked for. */
export function whyNoArgument(component: string, name: string): string | undefined {
  return LACKING.find((each) => each.component === component && each.name?.test(name))?.why;
}

/** The same of a word of an enumeration. */
export function whyNoWord(component: string, enumeration: string, word: string): string | undefined {
  return LACKING.find(
    (each) => each.component === component && each.of === enumeration && each.word?.test(word),
  )?.why;
}
