import { describe, expect, test } from "vitest";
import { phaseOf } from "../../../receiver/sources/system-events.ts";

const BEGINS = { paired: true, ends: false };
const ENDS = { paired: true, ends: true };
const ALONE = { paired: false, ends: false };

describe("the phase at the end of an event's name", () => {
  test.each([
    ["Disk:Stalled:Inquiring", "Disk:Stalled", BEGINS],
    ["Disk:Stalled:Scheduled", "Disk:Stalled", BEGINS],
    ["Disk:Stalled:Executing", "Disk:Stalled", BEGINS],
    ["Disk:Stalled:Failed", "Disk:Stalled", BEGINS],
    ["Disk:Stalled:Executed", "Disk:Stalled", ENDS],
    ["Disk:Stalled:Avoided", "Disk:Stalled", ENDS],
    ["Disk:Stalled:Canceled", "Disk:Stalled", ENDS],
    ["Instance_Failure_Start", "Instance_Failure", BEGINS],
    ["Instance_Failure_End", "Instance_Failure", ENDS],
    ["Agent_Status_Stopped", "Agent_Status", BEGINS],
    ["Agent_Status_Running", "Agent_Status", ENDS],
    ["AUTOSCALING:SCALE_OUT_ERROR", "AUTOSCALING:SCALE_OUT", BEGINS],
    ["AUTOSCALING:SCALE_OUT_SUCCESS", "AUTOSCALING:SCALE_OUT", ENDS],
    ["DeviceOffline", "Device", BEGINS],
    ["DeviceOnline", "Device", ENDS],
    ["LinkDown", "", BEGINS],
    ["LinkUp", "", ENDS],
    // What was feared was carried out: nothing is over.
    ["Instance:SystemMaintenance.Stop:Executed", "Instance:SystemMaintenance.Stop", ALONE],
    ["Instance:SystemFailure.Delete:Executed", "Instance:SystemFailure.Delete", ALONE],
    ["Instance:PreemptibleInstance.Alert:Executed", "Instance:PreemptibleInstance.Alert", ALONE],
    // Neither are words that only hold a phase, or stand elsewhere.
    ["Disk:Executing:Stalled", "Disk:Executing:Stalled", ALONE],
    ["Backup_ERROR", "Backup_ERROR", ALONE],
    ["Backup_SUCCESS", "Backup_SUCCESS", ALONE],
    ["Start_Failure", "Start_Failure", ALONE],
    ["Job_Started", "Job_Started", ALONE],
    ["Agent_Stopped_Twice", "Agent_Stopped_Twice", ALONE],
    ["DeviceOfflineSoon", "DeviceOfflineSoon", ALONE],
    ["LinkDownAgain", "LinkDownAgain", ALONE],
    ["Disk:Stalled:ExecutedTwice", "Disk:Stalled:ExecutedTwice", ALONE],
    ["Disk:Stalled:Failedx", "Disk:Stalled:Failedx", ALONE],
    ["DiskExecuting", "DiskExecuting", ALONE],
    ["SCALE_IN_ERROR_LATE", "SCALE_IN_ERROR_LATE", ALONE],
  ])("%s is of %j", (name, event, phase) => {
    expect(phaseOf(name, [], undefined)).toEqual({ whole: event, event, ...phase });
  });
});

describe("the phase beside an event's name", () => {
  test.each<[string, (string | undefined)[], object]>([
    ["Disk:Stalled", ["Executing"], { event: "Disk:Stalled", ...BEGINS }],
    ["Disk:Stalled", [undefined, "Normal", "Executed"], { event: "Disk:Stalled", ...ENDS }],
    ["Disk:Stalled", ["Avoided", "Executing"], { event: "Disk:Stalled", ...ENDS }],
    ["Instance:SystemMaintenance.Stop", ["Executed"], { event: "Instance:SystemMaintenance.Stop", ...ALONE }],
    // Also the status of what nothing ends.
    ["Disk:Stalled", ["Failed"], { event: "Disk:Stalled", ...ALONE }],
    [
      "Disk:Stalled",
      ["Running", "executing", "Executing now", "xExecuting"],
      { event: "Disk:Stalled", ...ALONE },
    ],
    // The name's own phase outranks it.
    ["Disk:Stalled:Executed", ["Executing"], { event: "Disk:Stalled", ...ENDS }],
  ])("%s with %j", (name, words, phase) => {
    expect(phaseOf(name, words, undefined)).toMatchObject(phase);
  });
});

test("a status is no phase of events that don't name theirs so: a failover was executed, and pages", () => {
  const failover = { whole: "Instance_Failover", event: "Instance_Failover", ...ALONE };
  expect(phaseOf("Instance_Failover", ["Executed"], undefined)).toEqual(failover);
});

describe("what the callback URL says ends an event", () => {
  test.each<[string, string[], (string | undefined)[], boolean]>([
    ["Stock:Back", ["Stock:Back"], [], true],
    ["Stock:Back", ["Other", "Stock:*"], [], true],
    ["Stock:Back", ["Normal"], ["Normal"], true],
    ["Stock:Back", ["Normal"], [undefined, "Normal"], true],
    ["Stock:Back", ["Stock"], ["Out"], false],
    ["Stock:Back", ["*"], [], true],
    ["Disk:Stalled:Executed", ["Other"], [], false],
  ])("%s by %j with %j: %s", (name, resolvedBy, words, ends) => {
    expect(phaseOf(name, words, resolvedBy)).toMatchObject({ event: undefined, paired: true, ends });
  });

  test("is nothing where it names nothing, and the phase stays in the name", () => {
    expect(phaseOf("Disk:Stalled:Executed", [], [])).toEqual({
      whole: "Disk:Stalled",
      event: "Disk:Stalled:Executed",
      ...ALONE,
    });
  });
});
