import { signatureHeader } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../../testing/lab.ts";
import { fault } from "../../../testing/scripts.ts";
import { onRequest } from "../../../testing/trigger-scripts.ts";
import type { HookRequest } from "./handle.ts";
import type { HookAnswer } from "./response.ts";
import { sign } from "./signature.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

async function open(): Promise<Lab> {
  const lab = await openLab(machines);
  await lab.runner.triggers.start();
  return lab;
}

type Config = {
  method: string;
  path: string;
  auth?: string;
  requestHeaders?: string[];
  responseHeaders?: string[];
};

async function endpoint(lab: Lab, body: string, config: Config) {
  const name = `e${config.method.toLowerCase()}${config.path.replaceAll(/[^a-z]+/g, "-")}`;
  const { scriptId } = await lab.publish(`hooks/${name}`, onRequest(body), { hook: "onRequest" });
  return lab.runner.triggers.create(
    {
      realm: "test",
      kind: "http",
      name,
      scriptId,
      config: { auth: "none", ...config },
      failureLimit: 0,
    },
    actor,
  );
}

function send(lab: Lab, method: string, path: string, more: Partial<HookRequest> = {}): Promise<HookAnswer> {
  return lab.runner.triggers.handleHook({
    realm: "test",
    method,
    pathAndQuery: `/hooks/test${path}`,
    path,
    query: "",
    headers: {},
    ip: "203.0.113.7",
    readBody: async () => Buffer.from(""),
    verifyToken: async () => undefined,
    ...more,
  });
}

test("an endpoint about which nothing is said takes nobody without a token", async () => {
  await using lab = await open();
  const { scriptId } = await lab.publish("hooks/shut", onRequest("return { status: 200 };"), {
    hook: "onRequest",
  });
  const config = { method: "GET", path: "/shut" };
  const made = { realm: "test", kind: "http" as const, name: "shut", scriptId, config };
  const { trigger } = await lab.runner.triggers.create(made, actor);
  expect(trigger.config.auth).toBe("token");
  expect((await send(lab, "GET", "/shut")).status).toBe(401);
});

test("the most particular path answers, also where a less particular one names the method", async () => {
  await using lab = await open();
  const saying = (text: string) => `return { status: 200, body: "${text}" };`;
  await endpoint(lab, saying("any order"), { method: "GET", path: "/orders/:id" });
  await endpoint(lab, saying("the new one"), { method: "ANY", path: "/orders/new" });
  await endpoint(lab, saying("the old one"), { method: "POST", path: "/orders/old" });
  expect((await send(lab, "GET", "/orders/new")).body).toBe("the new one");
  expect((await send(lab, "GET", "/orders/7")).body).toBe("any order");
  // A path that does not take the method leaves it to the next.
  expect((await send(lab, "GET", "/orders/old")).body).toBe("any order");
  await endpoint(lab, saying("got new"), { method: "GET", path: "/orders/new" });
  expect((await send(lab, "GET", "/orders/new")).body).toBe("got new");
  expect((await send(lab, "PUT", "/orders/new")).body).toBe("the new one");
});

describe("headers that reach beyond the answer are the script's error", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await open();
    const body = "return { status: 302, headers: JSON.parse(String(request.query.h)) };";
    await endpoint(lab, body, { method: "GET", path: "/says" });
  });
  afterAll(() => lab[Symbol.asyncDispose]());
  const answered = (headers: object) =>
    send(lab, "GET", "/says", { query: `h=${encodeURIComponent(JSON.stringify(headers))}` });

  test.each([
    // Sent back as `scriptyard_session=x`.
    ["set-cookie", "=scriptyard_session=x"],
    ["set-cookie", " =__Host-scriptyard=x; Path=/; Secure"],
    ["set-cookie", "nothing"],
    ["set-cookie", "\tScriptyard_flow=x"],
    // Browsers drop the tab: //evil.example.
    ["location", "/\t/evil.example/"],
    ["location", "/\\evil.example/"],
    ["location", "\t//evil.example/"],
    ["location", "//"],
    ["x-accel-redirect", "/internal/secrets"],
    ["x-sendfile", "/etc/passwd"],
    ["nel", '{"report_to":"x","max_age":86400}'],
    ["report-to", '{"group":"x","max_age":86400,"endpoints":[{"url":"https://evil.example"}]}'],
    // A native password prompt under the console's name; files and requests of a proxy; what browsers keep or run.
    ["www-authenticate", "Basic realm=Scriptyard"],
    ["x-litespeed-location", "/etc/passwd"],
    ["set-login", "logged-in"],
    ["sec-session-registration", "(ES256);path=reg"],
    ["use-as-dictionary", "match=/*"],
    ["date", "Thu, 01 Jan 1970 00:00:00 GMT"],
    ["surrogate-control", "max-age=1000000"],
    ["speculation-rules", '"/rules.json"'],
    ["activate-storage-access", "load"],
    ["x-not-named", "1"],
    ["set-cookie", `a=${"x".repeat(1_100)}`],
    ["set-cookie", "__Http-a=x"],
    ["set-cookie", "a=\u00e4"],
    ["content-type", "text/javascript"],
    ["content-type", "application/x-javascript; charset=utf-8"],
    ["content-type", "TEXT/ECMAScript"],
    ["content-type", "text/javascript1.5"],
    // Of several types browsers take the last.
    ["content-type", "text/plain, text/javascript"],
    ["content-type", 'text/plain; a=", text/javascript'],
    ["content-type", "text/css"],
    ["content-type", "multipart/x-mixed-replace; boundary=x"],
    ["content-type", ""],
    ["content-type", "text"],
    // Styles and requests of the page, to anywhere.
    ["link", "<https://evil.example/x.css>; rel=stylesheet"],
    ["link", '<https://evil.example>; rel="preconnect"'],
    ["link", '</a?page=2>; rel="next", <https://evil.example/x.js>; rel=modulepreload'],
    ["link", '</a?page=2>; rel="next prefetch"'],
    ["link", "</a>; rel=next; rel=stylesheet"],
    ["link", "</a>; rel=next; as=script; onerror=x"],
    ["link", '</a>; title="; rel=next'],
    ["link", "</a>"],
  ])("%s: %s", async (name, value) => {
    expect(await answered({ [name]: value })).toMatchObject({ status: 500 });
  });

  test.each([
    ["set-cookie", "theme=dark; Path=/hooks/test"],
    ["location", "/hooks/test/next?a=//b"],
    ["location", "https://pay.example.com/x"],
    ["content-type", 'text/html; charset="utf-8"'],
    ["content-type", "application/vnd.api+json;charset=utf-8"],
    ["content-type", "image/svg+xml"],
    ["cache-control", "public, max-age=60"],
    ["x-total-count", "7"],
    [
      "link",
      '</orders?page=2&a=b,c;d>; rel="next"; title="Page, 2", <https://api.example.com/>; rel="first prev"',
    ],
  ])("%s: %s is fine", async (name, value) => {
    expect(await answered({ [name]: value })).toMatchObject({ status: 302, headers: { [name]: value } });
  });
});

test("more headers go either way where the endpoint names them, never what carries or is acted on", async () => {
  await using lab = await open();
  const echo = `return { status: 200, headers: { "X-Order": "7" }, body: request.headers };`;
  await endpoint(lab, echo, {
    method: "GET",
    path: "/named",
    requestHeaders: ["x-country"],
    responseHeaders: ["x-order"],
  });
  const headers = {
    "x-country": "NO",
    "content-type": "text/plain",
    "x-other": "a",
    "x-forwarded-access-token": "secret",
    "x-goog-iap-jwt-assertion": "secret",
    "cf-access-jwt-assertion": "secret",
    "x-amz-security-token": "secret",
    "x-vault-token": "secret",
    authorization: "secret",
    cookie: "secret",
  };
  const got = await send(lab, "GET", "/named", { headers });
  expect([got.status, got.headers["x-order"]]).toEqual([200, "7"]);
  expect(JSON.parse(got.body!)).toEqual({ "x-country": "NO", "content-type": "text/plain" });

  const { scriptId } = await lab.publish("hooks/refused", onRequest(echo), { hook: "onRequest" });
  const refusal = async (config: object) =>
    (
      await fault(
        lab.runner.triggers.create(
          {
            realm: "test",
            kind: "http",
            name: "refused",
            scriptId,
            config: { path: "/refused", ...config } as never,
          },
          actor,
        ),
      )
    ).message;
  for (const name of [
    "cookie",
    "authorization",
    "x-scriptyard-signature",
    "x-forwarded-access-token",
    "x-amzn-oidc-data",
    "x-api-key",
    "x-ms-client-principal",
  ])
    expect(await refusal({ requestHeaders: [name] })).toContain(
      `config.requestHeaders.0: "${name}" carries a credential`,
    );
  for (const name of ["x-accel-redirect", "x-sendfile", "x-frame-options", "x-original-url"])
    expect(await refusal({ responseHeaders: [name] })).toContain("browsers or proxies act on it");
  expect(await refusal({ responseHeaders: ["www-authenticate"] })).toContain("begins with x-");
  expect(await refusal({ requestHeaders: ["X-Country"] })).toContain("lower-case");
});

test("a cookie is for the realm's endpoints, whatever the script says, and there are only so many", async () => {
  await using lab = await open();
  const says = (cookie: string) =>
    `return { status: 200, headers: { "set-cookie": ${JSON.stringify(cookie)} } };`;
  const attributes =
    "Path=/; Domain=example.com; Secure; HttpOnly; SameSite=None; Max-Age=99999999999; Partitioned";
  await endpoint(lab, says(`theme=dark; ${attributes}`), { method: "GET", path: "/theme" });
  const sent = async (cookie?: string) =>
    (await send(lab, "GET", "/theme", { headers: cookie === undefined ? {} : { cookie } })).headers[
      "set-cookie"
    ];
  const fenced = "theme=dark; Secure; HttpOnly; SameSite=None; Max-Age=34560000; Path=/hooks/test";
  expect(await sent()).toBe(fenced);
  const many = Array.from({ length: 5 }, (_, n) => `c${n}=${"x".repeat(900)}`).join("; ");
  expect(await sent(many)).toBeUndefined();
  // One that is there already can be changed, also to nothing.
  expect(await sent(`${many}; theme=light`)).toBe(fenced);
});

test("no browser loads an answer as anything that it runs or applies", async () => {
  await using lab = await open();
  await endpoint(lab, `return { status: 200, body: "alert(1)" };`, { method: "GET", path: "/x" });
  const status = async (headers: HookRequest["headers"]) =>
    (await send(lab, "GET", "/x", { headers })).status;
  const refused =
    "script style worker sharedworker serviceworker audioworklet paintworklet object embed xslt manifest font json webidentity something-new";
  for (const destination of refused.split(" "))
    expect([destination, await status({ "sec-fetch-dest": destination })]).toEqual([destination, 403]);
  expect(await status({ "service-worker": "script" })).toBe(403);
  for (const destination of ["document", "empty", "image"])
    expect(await status({ "sec-fetch-dest": destination })).toBe(200);
  const got = await send(lab, "GET", "/x");
  expect(got.headers).toMatchObject({
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
});

test("a signature counts once, also when the endpoint is changed in between", async () => {
  await using lab = await open();
  const config = { method: "POST", path: "/paid", auth: "signature" };
  const { trigger, secret } = await endpoint(lab, "return { status: 201 };", config);
  const seconds = Math.floor(lab.clock.now / 1_000);
  const body = Buffer.from("{}");
  const v1 = sign(secret!, seconds, { method: "POST", pathAndQuery: "/hooks/test/paid", body });
  const pay = () =>
    send(lab, "POST", "/paid", {
      headers: { [signatureHeader]: `t=${seconds},v1=${v1}` },
      readBody: async () => body,
    });
  expect((await pay()).status).toBe(201);
  expect((await pay()).status).toBe(401);
  await lab.runner.triggers.update(trigger.id, { description: "changed" }, actor);
  expect((await pay()).status).toBe(401);
  // What another process took is taken too: the store knows it, not this one.
  const again = sign(secret!, seconds + 1, { method: "POST", pathAndQuery: "/hooks/test/paid", body });
  const until = (seconds + 301) * 1_000;
  await lab.store.hookSignatures.claim({ triggerId: trigger.id, signature: again, until }, lab.clock.now);
  const headers = { [signatureHeader]: `t=${seconds + 1},v1=${again}` };
  expect((await send(lab, "POST", "/paid", { headers, readBody: async () => body })).status).toBe(401);
});
