import { "\uD83D" as a } from "./b.mjs";
