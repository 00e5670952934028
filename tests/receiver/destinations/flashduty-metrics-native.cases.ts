import { testDestination } from "./kit.ts";

testDestination("flashduty-metrics-native", () => []);
