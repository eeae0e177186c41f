import a from "./a.json" with { type: "json", "type": "json" };
