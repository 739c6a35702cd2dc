import { expect, test } from "vitest";
import { openPage } from "../testing/page.tsx";

/** What the page in front reads of an address. */
async function read(address: string) {
  using page = await openPage(address, { "executions.list": () => ({ items: [], next: null }) });
  return { search: page.search(), address: page.address() };
}

test.each([
  ["/sign-in?to=https%3A%2F%2Felse.where%2F", {}],
  ["/sign-in?to=%2F%2Felse.where", {}],
  ["/sign-in?to=%2Fr%2Facme%2Fflows", { to: "/r/acme/flows" }],
  ["/welcome?token=5&other=1", {}],
  ["/r/acme?range=2h", {}],
  ["/r/acme/executions?status=nonsense&script=..%2Fx&trigger=flow", { trigger: "flow" }],
  ["/r/acme/errors?open=__proto__&status=resolved", { status: "resolved" }],
  ["/r/acme/flows/login?walk=%3Cscript%3E&node=risk", { node: "risk" }],
  ["/r/acme/triggers?new=nobody&letters=true", { letters: true }],
  ["/r/acme/scripts/login/risk?line=-3&tab=docs", { tab: "docs" }],
])("what makes no sense in %s does not reach the page, and leaves the address", async (address, search) => {
  const shown = await read(address);
  expect(shown.search).toEqual(search);
  expect(Object.fromEntries(new URLSearchParams(shown.address.split("?")[1]))).toEqual(
    Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  );
});
