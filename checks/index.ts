import { callbackInTheOpen } from "./callback-in-the-open.ts";
import { callbackTwice } from "./callback-twice.ts";
import { checksArgument } from "./checks-argument.ts";
import { compositeMixesDimensions } from "./composite-mixes-dimensions.ts";
import { compositeUnparsable } from "./composite-unparsable.ts";
import { conditionAlwaysTrue } from "./condition-always-true.ts";
import { conditionNeverTrue } from "./condition-never-true.ts";
import { consoleUnknown } from "./console-unknown.ts";
import { contactWithoutChannel } from "./contact-without-channel.ts";
import { defaultGoesNowhere } from "./default-goes-nowhere.ts";
import { destinationUnreached } from "./destination-unreached.ts";
import { dimensionUnknown } from "./dimension-unknown.ts";
import { drillAtNight } from "./drill-at-night.ts";
import { duplicateRules } from "./duplicate-rules.ts";
import { eventRuleNeverResolves } from "./event-rule-never-resolves.ts";
import { groupMisspelt } from "./group-misspelt.ts";
import { groupUndeclared } from "./group-undeclared.ts";
import { groupUnused } from "./group-unused.ts";
import { groupWithoutContact } from "./group-without-contact.ts";
import { heartbeatUnexpected } from "./heartbeat-unexpected.ts";
import { heartbeatWithoutSecondChannel } from "./heartbeat-without-second-channel.ts";
import { inhibitionHoldsEverything } from "./inhibition-holds-everything.ts";
import { inhibitionHoldsNothing } from "./inhibition-holds-nothing.ts";
import { intervalCutsRecovery } from "./interval-cuts-recovery.ts";
import { intervalNever } from "./interval-never.ts";
import { keyShared } from "./key-shared.ts";
import { levelNeverFires } from "./level-never-fires.ts";
import { levelsCollapse } from "./levels-collapse.ts";
import { levelsReversed } from "./levels-reversed.ts";
import { metricUnknown } from "./metric-unknown.ts";
import { muteShorterThanPeriod } from "./mute-shorter-than-period.ts";
import { muteTooLong } from "./mute-too-long.ts";
import { noDataByChance } from "./no-data-by-chance.ts";
import { notificationCost } from "./notification-cost.ts";
import { overQuota } from "./over-quota.ts";
import { ownerMissing } from "./owner-missing.ts";
import { periodMismatch } from "./period-mismatch.ts";
import { recoveryNotSent } from "./recovery-not-sent.ts";
import { ruleNameCheck } from "./rule-name.ts";
import { ruleWithoutCallback } from "./rule-without-callback.ts";
import { ruleWithoutGroup } from "./rule-without-group.ts";
import { runbookMissing } from "./runbook-missing.ts";
import { secretInPlainConfig } from "./secret-in-plain-config.ts";
import { singleSample } from "./single-sample.ts";
import { siteUnwatched } from "./site-unwatched.ts";
import { sourceUnused } from "./source-unused.ts";
import { statisticNotOffered } from "./statistic-not-offered.ts";
import type { AnyCheck } from "./support/check.ts";
import { thresholdOutsideUnit } from "./threshold-outside-unit.ts";
import { timesTooLong } from "./times-too-long.ts";
import { tokenAge } from "./token-age.ts";
import { windowAlwaysHolds } from "./window-always-holds.ts";
import { windowNeverHolds } from "./window-never-holds.ts";
import { workersDevInChina } from "./workers-dev-in-china.ts";

/** Every check, in the order of lists. A new one is a line here, a file, its cases and its page. */
export const CHECKS: readonly AnyCheck[] = [
  metricUnknown,
  dimensionUnknown,
  statisticNotOffered,
  periodMismatch,
  thresholdOutsideUnit,
  conditionAlwaysTrue,
  conditionNeverTrue,
  levelsReversed,
  levelNeverFires,
  timesTooLong,
  singleSample,
  muteShorterThanPeriod,
  muteTooLong,
  intervalCutsRecovery,
  intervalNever,
  noDataByChance,
  ruleWithoutCallback,
  ruleWithoutGroup,
  recoveryNotSent,
  duplicateRules,
  keyShared,
  compositeUnparsable,
  compositeMixesDimensions,
  eventRuleNeverResolves,
  callbackTwice,
  callbackInTheOpen,
  workersDevInChina,
  ownerMissing,
  runbookMissing,
  ruleNameCheck,
  contactWithoutChannel,
  groupWithoutContact,
  groupUnused,
  groupMisspelt,
  groupUndeclared,
  drillAtNight,
  heartbeatUnexpected,
  heartbeatWithoutSecondChannel,
  destinationUnreached,
  sourceUnused,
  siteUnwatched,
  consoleUnknown,
  defaultGoesNowhere,
  windowNeverHolds,
  windowAlwaysHolds,
  inhibitionHoldsNothing,
  inhibitionHoldsEverything,
  levelsCollapse,
  tokenAge,
  secretInPlainConfig,
  overQuota,
  notificationCost,
  checksArgument(() => CHECKS.map(({ id }) => id)),
];
