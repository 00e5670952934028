import { testDestination } from "./kit.ts";

testDestination("flashduty-prometheus-native", () => []);
