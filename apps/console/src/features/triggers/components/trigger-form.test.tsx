import { choices, type JsonSchema, shownWith } from "@scriptyard/model";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { aSubscription, aTrigger, triggerKinds, triggersAnswers } from "../../../testing/triggers.ts";
import { type Answers, Refusal } from "../../../testing/wire.ts";

afterEach(() => sessionStorage.clear());

type Trigger = ReturnType<typeof aTrigger>;
const openForm = (triggers: () => Trigger[], address: string, answers: Answers = {}) =>
  openPage(`/r/acme/triggers${address}`, triggersAnswers(triggers, answers));
const drawer = async (name: string) => within(await screen.findByRole("region", { name }));
type Shown = Awaited<ReturnType<typeof drawer>>;
const field = (shown: Shown, name: string) => shown.findByRole<HTMLInputElement>("textbox", { name });
const type = async (shown: Shown, name: string, value: string) =>
  fireEvent.change(await field(shown, name), { target: { value } });

test("what the server says of one kind does not stand at the fields of another", async () => {
  using page = await openForm(() => [], "?new=http", {
    "triggers.create": () => {
      throw Refusal.of([
        { path: "name", message: "orders is taken" },
        { path: "config.path", message: "begins with /" },
      ]);
    },
  });
  const shown = await drawer("New trigger");
  expect(await shown.findByText("HTTP endpoint starts it.")).toBeTruthy();
  await type(shown, "Name", "orders");
  fireEvent.click(shown.getByRole("button", { name: "Create trigger" }));
  expect(await shown.findByText("Orders is taken.")).toBeTruthy();
  fireEvent.click(shown.getByRole("button", { name: "Schedule" }));
  expect(await shown.findByText("Schedule starts it.")).toBeTruthy();
  expect(page.address()).toBe("/r/acme/triggers?new=schedule");
  expect(shown.queryByText("Orders is taken.")).toBeNull();
  expect(shown.queryByRole("alert")).toBeNull();
  // Back at the first kind, what was typed there is there.
  fireEvent.click(shown.getByRole("button", { name: "HTTP" }));
  await waitFor(async () => expect((await field(shown, "Name")).value).toBe("orders"));
});

test("a kind that the host does not know cannot be chosen; the address alone makes none of it either", async () => {
  using _ = await openForm(() => [], "?new=tool");
  const shown = await drawer("New trigger");
  expect(await shown.findByText("The host of this realm does not define the hook onCall.")).toBeTruthy();
  expect(shown.getByRole<HTMLButtonElement>("button", { name: "Tool" }).disabled).toBe(true);
  expect((await field(shown, "Name")).disabled).toBe(true);
  expect(shown.queryByRole("button", { name: "Create trigger" })).toBeNull();
});

test("a signed endpoint's secret is shown once, and its drawer opens after it", async () => {
  let triggers: Trigger[] = [];
  using page = await openForm(() => triggers, "?new=http", {
    "registry.withHook": () => ({
      items: [{ module: "shop", name: "order", active: "file", layers: [] }],
      more: false,
    }),
    // It is asked as well when the form itself finds something.
    "triggers.create": ({ failureLimit }: { failureLimit: number }) => {
      if (failureLimit > 1_000) throw new Refusal("failureLimit: 1001 is not possible.");
      triggers = [aTrigger({ hasSecret: true })];
      return { trigger: triggers[0], secret: "whsec_once" };
    },
  });
  const shown = await drawer("New trigger");
  fireEvent.click(await shown.findByRole("combobox", { name: "Script" }));
  fireEvent.click(await screen.findByRole("option", { name: "shop/order · file" }));
  await type(shown, "Name", " orders ");
  await type(shown, "Failures in a row that switch it off", "1001");
  fireEvent.click(shown.getByRole("button", { name: "Create trigger" }));
  expect(await shown.findByText("A whole number from 0 to 1 000.")).toBeTruthy();
  await type(shown, "Failures in a row that switch it off", "0");
  fireEvent.click(shown.getByRole("button", { name: "Create trigger" }));
  expect((await shown.findByLabelText("Secret")).textContent).toBe("whsec_once");
  expect(page.wire.sent("triggers.create").at(-1)).toEqual({
    realm: "acme",
    kind: "http",
    name: "orders",
    description: "",
    script: "shop/order",
    failureLimit: 0,
    config: { method: "POST", path: "/", overlap: false },
  });
  // Nothing of it is left in the browser.
  expect(Object.keys(sessionStorage).filter((key) => key.includes("new/http"))).toEqual([]);
  fireEvent.click(shown.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/triggers?open=trg_orders"));
  expect(screen.queryByText("whsec_once")).toBeNull();
});

test("what is typed stays while somebody else saves, and what nobody touched here is theirs", async () => {
  let trigger = aSubscription({ description: "Old" });
  using page = await openForm(() => [trigger], "?open=trg_heard", {
    "triggers.update": ({ description }: { description: string }) => {
      trigger = { ...trigger, description, updatedAt: 9 };
      return { trigger, secret: null };
    },
  });
  const shown = await drawer("Trigger heard");
  await type(shown, "Description", "Mine");
  expect(shown.getByText("Not saved yet; kept in this browser.")).toBeTruthy();
  trigger = { ...trigger, config: { topic: "orders.new" }, updatedAt: 5, revision: "r2" };
  await page.emit({ type: "trigger", realmId: "rlm_acme", triggerId: "trg_heard" } as never);
  await waitFor(async () => expect((await field(shown, "Topic")).value).toBe("orders.new"));
  expect((await field(shown, "Description")).value).toBe("Mine");
  fireEvent.click(shown.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(shown.queryByText("Not saved yet; kept in this browser.")).toBeNull());
  expect(page.wire.sent("triggers.update")).toEqual([
    {
      id: "trg_heard",
      name: "heard",
      description: "Mine",
      script: "shop/order",
      failureLimit: 10,
      config: { topic: "orders.new" },
      basedOn: "r2",
    },
  ]);
});

test("a field that both changed is asked about, and nobody's is saved over unseen", async () => {
  let trigger = aSubscription({ description: "Old" });
  using page = await openForm(() => [trigger], "?open=trg_heard", {
    "triggers.update": ({ description, basedOn }: { description: string; basedOn: string }) => {
      if (basedOn !== trigger.revision)
        throw new Refusal("Somebody saved the trigger after you opened it.", { fault: "conflict" });
      trigger = { ...trigger, description, revision: "r9" };
      return { trigger, secret: null };
    },
  });
  const theirs = (description: string, revision: string) => {
    trigger = { ...trigger, description, revision };
  };
  const shown = await drawer("Trigger heard");
  await type(shown, "Description", "Mine");
  // Nobody has heard of it yet: the server refuses, and what they saved is asked for.
  theirs("Theirs", "r2");
  fireEvent.click(shown.getByRole("button", { name: "Save" }));
  expect(await shown.findByText(/^Somebody saved the trigger meanwhile/)).toBeTruthy();
  expect((await field(shown, "Description")).value).toBe("Mine");
  const save = () => shown.getByRole<HTMLButtonElement>("button", { name: "Save" });
  expect(save().disabled).toBe(true);
  fireEvent.click(shown.getByRole("button", { name: "Take theirs" }));
  await waitFor(async () => expect((await field(shown, "Description")).value).toBe("Theirs"));

  await type(shown, "Description", "Mine again");
  theirs("Theirs again", "r3");
  await page.emit({ type: "trigger", realmId: "rlm_acme", triggerId: "trg_heard" } as never);
  fireEvent.click(await shown.findByRole("button", { name: "Keep mine, to save it over theirs" }));
  await waitFor(() => expect(save().disabled).toBe(false));
  fireEvent.click(save());
  await waitFor(() => expect(trigger.description).toBe("Mine again"));
  expect(page.wire.sent("triggers.update").map((sent) => (sent as { basedOn: string }).basedOn)).toEqual([
    "r1",
    "r3",
  ]);
});

test("who types when somebody else saves keeps the cursor", async () => {
  let trigger = aSubscription();
  using page = await openForm(() => [trigger], "?open=trg_heard");
  const shown = await drawer("Trigger heard");
  const before = await field(shown, "Description");
  before.focus();
  fireEvent.change(before, { target: { value: "Half a sen" } });
  trigger = { ...trigger, enabled: false, updatedAt: 5 };
  await page.emit({ type: "trigger", realmId: "rlm_acme", triggerId: "trg_heard" } as never);
  await waitFor(() =>
    expect(shown.getByRole<HTMLInputElement>("switch", { name: "Enabled" }).checked).toBe(false),
  );
  expect(document.activeElement).toBe(before);
  expect(before.value).toBe("Half a sen");
});

test("a form that could not be had can be asked for again; what was typed goes back after a question", async () => {
  let refused = true;
  using _ = await openForm(() => [aTrigger()], "?open=trg_orders", {
    "triggers.kinds": () => {
      if (refused) throw new Refusal("The host is away.", { fault: "internal" });
      return triggersAnswers(() => [])["triggers.kinds"]!(undefined as never);
    },
  });
  const shown = await drawer("Trigger orders");
  expect(await shown.findByText("The host is away.")).toBeTruthy();
  refused = false;
  fireEvent.click(shown.getByRole("button", { name: "Try again" }));
  await type(shown, "Path", "/other");
  fireEvent.click(shown.getByRole("button", { name: "Discard…" }));
  const ask = within(await screen.findByRole("dialog", { name: "Discard what you typed?" }));
  fireEvent.click(ask.getByRole("button", { name: "Discard" }));
  await waitFor(async () => expect((await field(shown, "Path")).value).toBe("/orders"));
});

test("a new secret is asked for with what it ends, and shown in place of the form", async () => {
  using page = await openForm(() => [aTrigger({ hasSecret: true })], "?open=trg_orders", {
    "triggers.renewSecret": () => ({ secret: "whsec_new" }),
  });
  const shown = await drawer("Trigger orders");
  fireEvent.click(await shown.findByRole("button", { name: "New secret…" }));
  const ask = within(await screen.findByRole("dialog", { name: "Make a new secret for orders?" }));
  expect(ask.getByText(/sign with the present secret are refused from then on/)).toBeTruthy();
  expect(page.wire.sent("triggers.renewSecret")).toEqual([]);
  fireEvent.click(ask.getByRole("button", { name: "Make a new secret" }));
  expect((await shown.findByLabelText("Secret")).textContent).toBe("whsec_new");
  fireEvent.click(shown.getByRole("button", { name: "Done" }));
  expect(await shown.findByRole("button", { name: "Save" })).toBeTruthy();
  expect(screen.queryByText("whsec_new")).toBeNull();
});

const signed = {
  type: "object",
  properties: {
    path: { type: "string", title: "Path", default: "/" },
    auth: {
      enum: ["token", "signature"],
      default: "token",
      title: "Who may call",
      ...choices({ signature: { title: "Signature" } }),
    },
    signer: {
      enum: ["scriptyard", "stripe", "hmac"],
      default: "scriptyard",
      title: "Signed as by",
      ...choices({ stripe: { title: "Stripe" } }),
      ...shownWith("auth", "signature"),
    },
    signatureHeader: { type: "string", title: "Signature header", ...shownWith("signer", "hmac") },
  },
} as JsonSchema;

test("a sender's secret is asked for where requests are signed, is sent once, and kept nowhere", async () => {
  using page = await openForm(() => [], "?new=http", {
    "registry.withHook": () => ({
      items: [{ module: "shop", name: "order", active: "file", layers: [] }],
      more: false,
    }),
    "triggers.kinds": () =>
      triggerKinds.map((kind) => (kind.kind === "http" ? { ...kind, configSchema: signed } : kind)),
    "triggers.create": () => {
      throw Refusal.of([{ path: "secret", message: "is to be 8 to 500 characters without spaces" }]);
    },
  });
  const shown = await drawer("New trigger");
  fireEvent.click(await shown.findByRole("combobox", { name: "Script" }));
  fireEvent.click(await screen.findByRole("option", { name: "shop/order · file" }));
  await type(shown, "Name", "orders");
  expect(shown.queryByLabelText("Secret of the sender")).toBeNull();
  expect(shown.queryByLabelText("Signature header")).toBeNull();
  expect(shown.queryByRole("combobox", { name: "Signed as by" })).toBeNull();
  const choose = async (name: string, option: string | RegExp) => {
    fireEvent.click(shown.getByRole("combobox", { name }));
    fireEvent.click(await screen.findByRole("option", { name: option }));
  };
  await choose("Who may call", "Signature");
  await choose("Signed as by", "Stripe");
  fireEvent.change(shown.getByLabelText("Secret of the sender"), { target: { value: "whsec_1" } });
  fireEvent.click(shown.getByRole("button", { name: "Create trigger" }));
  expect(await shown.findByText("Is to be 8 to 500 characters without spaces.")).toBeTruthy();
  expect(page.wire.sent("triggers.create")).toMatchObject([
    { secret: "whsec_1", config: { auth: "signature", signer: "stripe" } },
  ]);
  expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])).not.toContain(
    "whsec_1",
  );
});
