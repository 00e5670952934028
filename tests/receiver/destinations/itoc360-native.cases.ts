import { testDestination } from "./kit.ts";

testDestination("itoc360-native", () => []);
