import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { decision, fault } from "../../testing/scripts.ts";
import { createGuesses, type GuessRules } from "./guesses.ts";
import type { FlowAnswer } from "./types.ts";

/** Three tries a session, as scripts do; a name is asked first, so that a node may ask two different things. */
const login = `
const field = (name: string) => ({ type: "field" as const, name, kind: "text" as const, label: name });
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const tries = Number(context.flow.state.tries ?? 0);
  if (form === null) return { action: "challenge", block: { title: "Name", parts: [field("name")] } };
  if (form.name !== undefined) return { action: "challenge", block: { title: "Code", parts: [field("code")] } };
  if (form.code === "123456") return { action: "continue" };
  flow.set("tries", tries + 1);
  if (tries === 2) return { action: "reject", code: "too_many_codes" };
  return { action: "challenge", block: { title: "Code", parts: [field("code")] } };
}`;

const hour = 3_600_000;
const guessRules: GuessRules = {
  user: { free: 5, delayMs: 60_000, longestDelayMs: hour, forgetMs: 24 * hour },
  strangers: { free: 5, delayMs: 60_000, longestDelayMs: hour, forgetMs: 24 * hour },
  address: { free: 8, delayMs: 60_000, longestDelayMs: hour, forgetMs: hour },
};

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
beforeEach(async () => {
  lab = await openLab(machines, { guessRules });
  await lab.publish("login/login", login);
  await lab.flow("login", [{ name: "login", kind: "decision" }], [["login", "done"]]);
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const user = (id: string) => ({ id, email: `${id}@example.com` });
const from = (ip: string, who: string | null = null) => ({
  request: { ip },
  user: who === null ? null : user(who),
});

/** Guesses once in a session of its own, up to the code's question and one answer to it. */
async function guess(context: ReturnType<typeof from>, code: string) {
  const asked = await lab.submit(await lab.start("login", context), { name: "x" });
  return lab.submit(asked, { code });
}

describe("wrong answers to forms", () => {
  test("are bounded per user over all sessions; others are not touched, and the right one takes nothing", async () => {
    for (let n = 0; n < 5; n++)
      expect((await guess(from(`203.0.113.${n}`, "ann"), "0")).action).toBe("challenge");
    const refused = await fault(guess(from("203.0.113.99", "ann"), "123456"));
    expect(refused).toMatchObject({ code: "rate_limited", details: { retryAfterMs: 60_000 } });
    for (let n = 0; n < 9; n++)
      expect((await guess(from(`192.0.2.${n}`, "bob"), "123456")).action).toBe("done");
    lab.clock.now += 60_000;
    expect((await guess(from("203.0.113.99", "ann"), "123456")).action).toBe("done");
  });

  test("of strangers do not lock a user out of the network they signed in from, where others' count is theirs alone", async () => {
    const home = "2001:db8:5::1";
    expect((await guess(from(home, "cat"), "123456")).action).toBe("done");
    for (let n = 0; n < 5; n++) await guess(from(`203.0.113.${n}`, "cat"), "0");
    await expect(guess(from("203.0.113.77", "cat"), "123456")).rejects.toMatchObject({
      code: "rate_limited",
    });
    expect((await guess(from("2001:db8:5::2", "cat"), "123456")).action).toBe("done");
    // At home there is a count of its own: being known there is no way around it.
    for (let n = 0; n < 5; n++) await guess(from(home, "cat"), "0");
    await expect(guess(from(home, "cat"), "123456")).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("of a user are not another's whose id is theirs with a network behind it", async () => {
    const home = "203.0.113.1";
    expect((await guess(from(home, "dan"), "123456")).action).toBe("done");
    const id = `dan a ${lab.realm.id} ${home}`;
    const other = (ip: string) => ({ request: { ip }, user: { id, email: "dan@example.com" } });
    for (let n = 0; n < 5; n++) await guess(other(`192.0.2.${n}`), "0");
    await expect(guess(other("192.0.2.9"), "123456")).rejects.toMatchObject({ code: "rate_limited" });
    expect((await guess(from(home, "dan"), "123456")).action).toBe("done");
  });

  test("are bounded per network, whoever it claims to be; a new question is no wrong answer", async () => {
    const addresses = ["2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::3"];
    for (let n = 0; n < 8; n++) await guess(from(addresses[n % 3]!, `user-${n}`), "0");
    await expect(guess(from("2001:db8::4", "somebody"), "123456")).rejects.toMatchObject({
      code: "rate_limited",
    });
    expect((await guess(from("2001:db8:1::1", "somebody"), "123456")).action).toBe("done");
  });

  test("sent together do not pass the count together", async () => {
    const sessions: FlowAnswer[] = [];
    for (let n = 0; n < 12; n++)
      sessions.push(await lab.submit(await lab.start("login", from("198.51.100.1", "eve")), { name: "x" }));
    const answers = await Promise.all(
      sessions.map((one) => lab.submit(one, { code: "0" }).catch((error) => error.code)),
    );
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(7);
  });

  test("come back from other sites too: who is sent away again by the same step guessed wrong", async () => {
    await lab.publish(
      "pay/pay",
      decision(`
      if (form?.code === "123456") return { action: "continue" };
      flow.redirect("https://pay.example.com/");
      return { action: "continue" };`),
    );
    await lab.flow("pay", [{ name: "pay", kind: "decision" }], [["pay", "done"]]);
    const comeBack = (answer: FlowAnswer, secret: string, code: string) => {
      const redirectState = new URL(answer.url!).searchParams.get("state")!;
      const { sessionId } = answer;
      return lab.runner.submitFlow({ sessionId, secret, form: { code }, redirectState }, actor);
    };
    const started = await lab.start("pay", from("198.51.100.3", "pat"));
    let answer = started;
    for (let n = 0; n < 5; n++) answer = await comeBack(answer, started.secret!, "0");
    expect(answer.action).toBe("redirect");
    await expect(comeBack(answer, started.secret!, "0")).rejects.toMatchObject({ code: "rate_limited" });
    const other = await lab.start("pay", from("198.51.100.4", "lee"));
    expect((await comeBack(other, other.secret!, "123456")).action).toBe("done");
    lab.clock.now += 60_000;
    expect((await comeBack(answer, started.secret!, "123456")).action).toBe("done");
  });

  test("are kept when the session is refused in between: a refusal moves nothing, and the form may be sent again", async () => {
    const asked = await lab.submit(await lab.start("login", from("198.51.100.2", "kim")), { name: "x" });
    for (let n = 0; n < 5; n++) await guess(from("198.51.100.2", "kim"), "0");
    await expect(lab.submit(asked, { code: "123456" })).rejects.toMatchObject({ code: "rate_limited" });
    lab.clock.now += 60_000;
    expect((await lab.submit(asked, { code: "123456" })).action).toBe("done");
  });

  test("are none where no script looked at them: whose connection is lost before, again and again, need not wait", async () => {
    const started = await lab.start("login", from("198.51.100.9", "lou"));
    const asked = await lab.submit(started, { name: "x" });
    const lost = { ...actor, gone: AbortSignal.abort() };
    const answer = { sessionId: asked.sessionId, secret: started.secret!, form: { code: "123456" } };
    for (let n = 0; n < 9; n++)
      expect(await fault(lab.runner.submitFlow(answer, lost))).toMatchObject({ code: "busy" });
    expect((await lab.submit(asked, { code: "123456" })).action).toBe("done");
  });
});

test("a home is known again though somebody signed in from sixty thousand places since", () => {
  const guesses = createGuesses(() => 1_000_000, guessRules);
  const from = (user: string, ip: string) => ({ realmId: "rlm_1", user, ip });
  const signIn = (id: string, ip: string) =>
    guesses.take(from(id, ip), { at: "login", waiting: null }).settle({ action: "done", node: "login" });
  const answer = (ip: string) =>
    guesses.take(from("ann", ip), { at: "login", waiting: { kind: "challenge", block: { parts: [] } } });
  signIn("ann", "198.51.100.1");
  for (let n = 0; n < 60_000; n++) signIn("eve", `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
  for (let n = 0; n < 5; n++) answer(`203.0.113.${n}`);
  expect(() => answer("203.0.113.99")).toThrow(/Too many failed answers/);
  expect(() => answer("198.51.100.1")).not.toThrow();
});

test("who guesses from one network waits there, and makes no owner wait who is somewhere new", () => {
  let now = 1_000_000;
  const guesses = createGuesses(() => now);
  const answer = (ip: string, user = "ann") =>
    guesses.take(
      { realmId: "rlm_1", user, ip },
      { at: "login", waiting: { kind: "challenge", block: { parts: [] } } },
    );
  for (let n = 0; n < 20; n++) answer("203.0.113.1");
  expect(() => answer("203.0.113.1")).toThrow(/Try again in 60 s/);
  expect(() => answer("198.51.100.7")).not.toThrow();
  expect(() => answer("203.0.113.1", "bob")).not.toThrow();
  // From many networks there is a bound too, and the wait stays one of minutes.
  for (let n = 0; n < 39; n++) answer(`192.0.2.${n}`);
  expect(() => answer("198.51.100.8")).toThrow(/Try again in 60 s/);
  for (let n = 0; n < 10; n++) {
    now += 5 * 60_000;
    answer(`192.0.2.${100 + n}`);
  }
  expect(() => answer("198.51.100.9")).toThrow(/Try again in 5 minutes/);
});
