/** The reference login script, as an author would write it, and about 400 bytes of input. */
export const loginScript = `
const risky = new Set(["KP", "XX"]);
const trusted = ["10.", "192.168."];

function score(context) {
  let points = 0;
  if (!context.device.known) points += 30;
  if (risky.has(context.request.country)) points += 40;
  if (!trusted.some((prefix) => context.request.ip.startsWith(prefix))) points += 10;
  points += Math.min(30, context.user.failedAttempts * 10);
  for (const role of context.user.roles) if (role === "admin" || role === "operator") points += 5;
  return points;
}

export function onExecute(context, form) {
  const risk = score(context);
  const agent = context.request.userAgent.toLowerCase();
  const browser = agent.includes("firefox") ? "firefox" : agent.includes("chrome") ? "chrome" : "other";
  const claims = { risk, browser, domain: context.user.email.split("@")[1] };
  if (risk >= 70) return { action: "reject", code: "risk", message: "Sign-in refused" };
  if (risk >= 30 && !form) {
    return { action: "challenge", block: { heading: "One more step", fields: [{ name: "code", type: "code", required: true }] }, claims };
  }
  return { action: "continue", outcome: risk < 20 ? "low" : "medium", claims };
}
`;

export const loginArgs = [
  {
    request: {
      ip: "203.0.113.9",
      country: "DE",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    },
    realm: { id: "rlm_1", name: "acme", timeZone: "Europe/Berlin" },
    user: { id: "usr_1", email: "ada@example.org", roles: ["member", "admin"], failedAttempts: 1 },
    flow: { id: "login", node: "risk-check", attempt: 1, state: {} },
    device: { id: "dev_1", known: false },
  },
  null,
];

const agents = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "curl/8.14.1",
];
const names = ["ada", "grace.hopper", "j", "margaret_hamilton", "katherine"];

/** 64 visitors: other addresses, agents, ids and lengths, so that nothing can answer from what the last run left. */
export const loginInputs = Array.from({ length: 64 }, (_, i) => {
  const [context] = structuredClone(loginArgs);
  const { request, user, flow, device } = context;
  request.ip = i % 3 === 0 ? `10.0.${i}.${(i * 37) % 256}` : `203.0.${(i * 7) % 256}.${i}`;
  request.country = ["DE", "AT", "KP", "US"][i % 4];
  request.userAgent = agents[(i >> 1) % agents.length] + (i % 5 === 0 ? ` build/${i * i}` : "");
  user.id = `usr_${(i * 7919).toString(36)}`;
  user.email = `${names[i % names.length]}${i}@${i % 2 ? "example.org" : "mail.example.com"}`;
  user.failedAttempts = i % 6;
  flow.attempt = 1 + (i % 3);
  device.id = `dev_${"x".repeat(i % 9)}${i}`;
  device.known = i % 2 === 0;
  return [context, null];
});

export const numberScript = "export const onExecute = (n) => n * 2 + 1;";

/** What most scripts do with a large context: they look at two or three of its fields. */
export const glanceScript = `
export function onExecute(context, form) {
  if (context.device.known) return { action: "continue", outcome: "low" };
  return { action: "continue", outcome: "medium", claims: { device: context.device.id } };
}
`;

/** The signature of a webhook of a kilobyte, as a script checks it. */
export const hmacScript = `
const body = new TextEncoder().encode("x".repeat(1000));
export async function onExecute() {
  const key = await crypto.subtle.importKey("raw", body.subarray(0, 32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return (await crypto.subtle.sign("HMAC", key, body)).byteLength;
}
`;
