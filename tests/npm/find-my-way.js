// A router that compiles its lookups to functions at run time.
const FindMyWay = require("find-my-way");
const router = FindMyWay({ defaultRoute: (req) => console.log("none", req.method, req.url) });
const show = (name) => (req, res, params, store, query) => console.log(name, JSON.stringify(params), JSON.stringify(query));
router.on("GET", "/", show("root"));
router.on("GET", "/users/:id", show("user"));
router.on("GET", "/users/me", show("me"));
router.on("POST", "/files/*", show("files"));
router.on("GET", "/at/:hour(^\\d+)h:minute(^\\d+)m", show("at"));
router.on("GET", "/v", { constraints: { version: "1.x" } }, show("version"));
for (const [method, url, headers = {}] of [["GET", "/"], ["GET", "/users/12?q=a&q=b"], ["GET", "/users/me"], ["POST", "/files/a/b%20c"], ["GET", "/at/12h30m"],
  ["GET", "/v", { "accept-version": "1.x" }], ["GET", "/v"], ["PUT", "/"]]) router.lookup({ method, url, headers }, null);
console.log(router.find("GET", "/users/7").params.id, router.hasRoute("GET", "/"));
console.log(router.prettyPrint());
