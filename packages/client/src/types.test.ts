import { expectTypeOf, test } from "vitest";
import { createClient } from "./client.ts";
import type { Execution, Json } from "./types.ts";

type Shop = {
  scripts: { "pricing/discount": { args: [order: { total: number }]; result: { percent: number } } };
  tools: { lookup: { params: { sku: string }; result: string } };
};

test("what is known of a realm is what its calls take and answer", () => {
  const url = "http://localhost:4400";
  const typed = createClient<{ shop: Shop }>({ url, token: "sy_test" });
  const shop = typed.realm("shop");
  type Discount = ReturnType<typeof shop.execute<"pricing/discount">>;
  expectTypeOf<Discount>().toEqualTypeOf<Promise<Execution<{ percent: number }>>>();
  type Given = Parameters<typeof shop.execute<"pricing/discount">>[1];
  expectTypeOf<Given>().toEqualTypeOf<[order: { total: number }]>();
  type Asked = Parameters<typeof shop.callTool<"lookup">>[1];
  expectTypeOf<Asked>().toEqualTypeOf<{ sku: string }>();
  // @ts-expect-error there is no such script
  void (() => shop.execute("pricing/discont", [{ total: 1 }]));
  // @ts-expect-error there is no such realm
  void (() => typed.realm("shopp"));

  const untyped = createClient({ url, token: "sy_test" }).realm("anything");
  expectTypeOf<ReturnType<typeof untyped.call<"a/b">>>().toEqualTypeOf<Promise<Json>>();
});
