import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { aPolicy, keepingPolicy } from "../../../testing/policy.ts";
import type { RealmPolicy } from "./types.ts";

afterEach(() => sessionStorage.clear());

const stripe = { host: "api.stripe.com", methods: ["GET" as const, "POST" as const] };
const policies = (page: Awaited<ReturnType<typeof openPage>>) =>
  page.wire.sent("policy.update").map((asked) => (asked as { policy: RealmPolicy }).policy);

test("no host says that nobody is called; one is added with its methods, and removed after a question", async () => {
  const server = keepingPolicy(aPolicy({ rules: [] }));
  using page = await openPage("/r/acme/settings/security", server.answers);
  expect(await screen.findByText(/No hosts: scripts call nobody/)).toBeTruthy();
  const form = within(screen.getByRole("form", { name: "New host" }));
  fireEvent.click(form.getByRole("button", { name: "Add host" }));
  expect(form.getByText("Say which host, e.g. api.stripe.com.")).toBeTruthy();
  const field = form.getByRole("textbox", { name: "Host" });
  fireEvent.change(field, { target: { value: "https://api.stripe.com/v1" } });
  expect(form.getByText(/^Write a host in lower case/)).toBeTruthy();
  fireEvent.change(field, { target: { value: " API.Stripe.com " } });
  fireEvent.click(form.getByRole("checkbox", { name: /Internal/ }));
  fireEvent.click(form.getByRole("button", { name: "Add host" }));
  await waitFor(() => expect(policies(page)).toHaveLength(1));
  expect(policies(page)[0]!.http).toEqual([{ host: "api.stripe.com", methods: ["GET"], internal: true }]);
});

test("what somebody else changed meanwhile is not undone by a removal", async () => {
  const server = keepingPolicy(aPolicy({ rules: [], http: [stripe] }));
  using page = await openPage("/r/acme/settings/security", server.answers);
  fireEvent.click(await screen.findByRole("button", { name: "Remove the host api.stripe.com" }));
  const question = within(await screen.findByRole("dialog", { name: "Remove api.stripe.com?" }));
  fireEvent.click(question.getByRole("button", { name: "Remove host" }));
  await waitFor(() => expect(policies(page)[0]?.http).toEqual([]));
});
