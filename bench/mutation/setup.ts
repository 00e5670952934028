import fc from "fast-check";

/** Thousands of cases tell a mutant no better than those of a moment, and every property runs for each mutant. */
fc.configureGlobal({ interruptAfterTimeLimit: 250, markInterruptAsFailure: false });
