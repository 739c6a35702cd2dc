import type { ProductFunctions } from "@scriptyard/host-kit";
import { demoRealm } from "@scriptyard/hosts";
import { builtIn, type Installation } from "@scriptyard/installation";
import { expect, test } from "vitest";
import { createProducts } from "./products.ts";

const shelf = { get: async () => null, set: async () => {} };
const call = { realm: demoRealm.name, signal: new AbortController().signal };
const productsOf = (change: Partial<Installation> = {}) =>
  createProducts(() => ({ ...builtIn, ...change }), shelf);

test("the demo's accounts answer for the demo's realm, and for no other on its host", async () => {
  const products = productsOf();
  const found = await products(demoRealm)!["users.find"]!([{ email: "maria@example.com" }], call);
  expect(found).not.toEqual([]);
  expect(products({ name: "shop", hostId: "identity" })).toBeNull();
  expect(products({ name: "acme", hostId: "orders" })).toBeNull();
});

test("nor where there is no demo, or the configuration asks for a realm of that name", () => {
  expect(productsOf({ demo: false })(demoRealm)).toBeNull();
  const { title, hostId, timeZone, settingsSchema, settings, allowedHosts } = demoRealm;
  const acme = { name: "acme", title, hostId, timeZone, settingsSchema, settings, allowedHosts };
  expect(productsOf({ realms: [acme] })(demoRealm)).toBeNull();
});

test("a product that the configuration names answers for every realm of its host", () => {
  const named: ProductFunctions = { "users.find": async () => [] };
  const products = productsOf({ product: new Map([["identity", named]]) });
  expect(products(demoRealm)).toBe(named);
  expect(products({ name: "shop", hostId: "identity" })).toBe(named);
});
