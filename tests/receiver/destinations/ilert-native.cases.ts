import { testDestination } from "./kit.ts";

testDestination("ilert-native", () => []);
