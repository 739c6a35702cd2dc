import { choices } from "@scriptyard/model";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { queryClient, trpc } from "../../../app/trpc.ts";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { NewTrigger } from "./new-trigger.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const kinds = [
  {
    kind: "schedule",
    title: "Schedule",
    description: "",
    hook: "onSchedule",
    available: true,
    configSchema: {
      properties: {
        cron: { type: "string", title: "Cron expression", examples: ["0 3 * * *"] },
        timeZone: { type: "string", title: "Time zone" },
      },
    },
  },
];
const nightly = { id: "scr_1", module: "jobs", name: "nightly", hook: "onSchedule", active: "published" };

test.each([true, false])(
  "the form's first field has the focus, whether its kinds were known (%s) or came later",
  async (known) => {
    let come = () => {};
    using wire = fakeWire({
      "triggers.kinds": () =>
        new Promise((resolve) => {
          come = () => resolve(kinds);
          if (known) come();
        }),
      "registry.withHook": () => ({ items: [], more: false }),
    });
    if (known) await queryClient.fetchQuery(trpc.triggers.kinds.queryOptions({ realm: "acme" }));
    await show(<NewTrigger kind="schedule" onKind={vi.fn()} onMade={vi.fn()} onClose={vi.fn()} />);
    if (!known) {
      expect(document.activeElement).toBe(screen.getByRole("region", { name: "New trigger" }));
      await waitFor(() => expect(wire.sent("triggers.kinds")).toHaveLength(1));
      come();
    }
    const name = await screen.findByRole("textbox", { name: "Name" });
    await waitFor(() => expect(document.activeElement).toBe(name));
  },
);

test("a schedule the server refuses says at each field what is wrong, in one go", async () => {
  using wire = fakeWire({
    "triggers.kinds": () => kinds,
    "registry.withHook": () => ({ items: [{ ...nightly, active: "file" }], more: false }),
    "triggers.create": () => {
      throw Refusal.of([
        { path: "config.timeZone", message: "an IANA time zone such as Europe/Vienna" },
        { path: "config.cron", message: "Four parts; five are needed: minute hour day month weekday." },
      ]);
    },
  });
  sessionStorage.setItem("scriptyard-form acme/new/schedule", JSON.stringify({ ".script": "jobs/nightly" }));
  await show(<NewTrigger kind="schedule" onKind={vi.fn()} onMade={vi.fn()} onClose={vi.fn()} />);
  const submit = async () => fireEvent.click(await screen.findByRole("button", { name: "Create trigger" }));
  const type = (name: string, value: string) =>
    fireEvent.change(screen.getByRole("textbox", { name }), { target: { value } });

  // The server is asked at the first try as well: what it finds stands beside what the form itself misses.
  await submit();
  expect(screen.getByText(/^A name is needed: lower-case letters.*order-webhook\.$/)).toBeTruthy();
  expect(await screen.findByText("Four parts; five are needed: minute hour day month weekday.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));

  type("Name", "nightly");
  type("Cron expression", "99 3 * *");
  type("Time zone", "Mars/Olympus");
  await submit();
  await waitFor(() => expect(wire.sent("triggers.create")).toHaveLength(2));
  expect(await screen.findByText("An IANA time zone such as Europe/Vienna.")).toBeTruthy();
  expect(document.body.textContent).not.toContain("config.");
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Cron expression" })),
  );
});

test("who may call is asked in words, and what opens the door to everybody says so while it is chosen", async () => {
  const configSchema = {
    properties: {
      auth: {
        enum: ["none", "token"],
        default: "token",
        title: "Who may call",
        ...choices({
          none: { title: "Anybody", danger: "Whoever finds the address runs the script." },
          token: { title: "API token", description: "Whoever has a token." },
        }),
      },
    },
  };
  using wire = fakeWire({
    "triggers.kinds": () => [{ ...kinds[0], kind: "http", title: "HTTP", hook: "onRequest", configSchema }],
    "registry.withHook": () => ({ items: [], more: false }),
    "triggers.explain": () => null,
    "triggers.create": () => ({ trigger: { id: "trg_1" }, secret: null }),
  });
  sessionStorage.setItem("scriptyard-form acme/new/http", JSON.stringify({ ".script": "jobs/nightly" }));
  await show(<NewTrigger kind="http" onKind={vi.fn()} onMade={vi.fn()} onClose={vi.fn()} />);
  const field = await screen.findByRole<HTMLInputElement>("combobox", { name: "Who may call" });
  const said = () => document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent;
  expect([field.value, said()]).toEqual(["API token", "Whoever has a token."]);
  fireEvent.click(field);
  fireEvent.click(await screen.findByRole("option", { name: "Anybody" }));
  expect([field.value, said()]).toEqual(["Anybody", "Whoever finds the address runs the script."]);
  fireEvent.change(screen.getByRole("textbox", { name: "Name" }), { target: { value: "hello" } });
  fireEvent.click(screen.getByRole("button", { name: "Create trigger" }));
  await waitFor(() => expect(wire.sent("triggers.create")).toMatchObject([{ config: { auth: "none" } }]));
});

test("a schedule says in words what it means, and when it is due next in its zone", async () => {
  using wire = fakeWire({
    "triggers.kinds": () => kinds,
    "registry.withHook": () => ({ items: [{ ...nightly, active: "file" }], more: false }),
    "triggers.explain": ({ config }: { config: { cron: string } }) => {
      if (config.cron !== "0 3 * * *")
        throw Refusal.of([{ path: "config.cron", message: "Four parts; five are needed." }]);
      return {
        words: "At 03:00",
        next: [Date.UTC(2026, 10, 29, 2), Date.UTC(2026, 10, 30, 2)],
        timeZone: "Europe/Vienna",
      };
    },
  });
  await show(<NewTrigger kind="schedule" onKind={vi.fn()} onMade={vi.fn()} onClose={vi.fn()} />);
  const cron = await screen.findByRole("textbox", { name: "Cron expression" });
  fireEvent.change(cron, { target: { value: "0 3 * *" } });
  await waitFor(() => expect(wire.sent("triggers.explain")).toHaveLength(1));
  expect((await screen.findByRole("status")).textContent).toBe("Four parts; five are needed.");
  fireEvent.change(cron, { target: { value: "0 3 * * *" } });
  await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(/^At 03:00/));
  expect(screen.getByRole("status").textContent).toBe(
    "At 03:00. Next: Sun 29 Nov, 03:00, Mon 30 Nov, 03:00 (Europe/Vienna).",
  );
});

test("the script is found by the server as it is typed; where none has the hook, a new one is offered", async () => {
  const all = ["nightly", "weekly"].map((name) => ({ ...nightly, name, active: "file" }));
  let there = true;
  using wire = fakeWire({
    "triggers.kinds": () => kinds,
    "session.me": () => ({ id: "usr_1", name: "Ada", email: "a@b.c", role: "author" }),
    "registry.withHook": ({ text }: { text: string }) => ({
      items: there ? all.filter(({ name }) => `jobs/${name}`.includes(text)) : [],
      more: false,
    }),
  });
  const form = () => show(<NewTrigger kind="schedule" onKind={vi.fn()} onMade={vi.fn()} onClose={vi.fn()} />);
  await form();
  const field = await screen.findByRole("combobox", { name: "Script" });
  fireEvent.click(field);
  await screen.findByRole("option", { name: "jobs/nightly · file" });
  // A list takes what comes without having the focus for what a browser fills in.
  field.focus();
  fireEvent.change(field, { target: { value: "week" } });
  await waitFor(() => expect(wire.sent("registry.withHook").at(-1)).toMatchObject({ text: "week" }));
  await waitFor(() => expect(screen.queryByRole("option", { name: /nightly/ })).toBeNull());
  fireEvent.click(screen.getByRole("option", { name: "jobs/weekly · file" }));
  const asked = { realm: "acme", hook: "onSchedule" };
  expect(wire.sent("registry.withHook").slice(0, 2)).toEqual([
    { ...asked, text: "" },
    { ...asked, text: "week" },
  ]);
  cleanup();
  sessionStorage.clear();
  queryClient.clear();
  there = false;
  await form();
  const link = await screen.findByRole("link", { name: "New script for onSchedule" });
  expect(link.getAttribute("href")).toBe("/r/acme/scripts?new=onSchedule");
});
