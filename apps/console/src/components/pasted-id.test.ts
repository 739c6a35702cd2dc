import { idTimeMs, newId } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isLookedUp, pastedId } from "./pasted-id.ts";

test("an id is found in whatever it was pasted with, in any case, with the time it was made", () => {
  const around = fc.string().filter((text) => !/\w$|^\w/.test(text));
  const kinds = fc.constantFrom("exe" as const, "req" as const, "fls" as const, "erg" as const);
  fc.assert(
    fc.property(kinds, around, around, fc.boolean(), (kind, before, after, shout) => {
      const id = newId(kind);
      const text = before + (shout ? id.toUpperCase() : id) + after;
      expect(pastedId(text)).toMatchObject({ kind, id });
      expect(pastedId(text)!.madeAt).toBe(idTimeMs(id));
      expect(isLookedUp(text)).toBe(true);
    }),
  );
});

test("half an id, another kind and a longer word are none", () => {
  for (const text of ["", "req_01m8", "risk check", `x${newId("req")}`, `${newId("req")}0`])
    expect(pastedId(text)).toBeNull();
  expect(pastedId(newId("trg"))).toBeNull();
  expect([isLookedUp(newId("trg")), isLookedUp("ada@acme.example"), isLookedUp("risk")]).toEqual([
    true,
    true,
    false,
  ]);
});
