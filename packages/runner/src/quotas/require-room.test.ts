import { type QuotaName, quotas } from "@scriptyard/model";
import { expect, test } from "vitest";
import { requireRoom } from "./require-room.ts";

test.each(Object.keys(quotas) as QuotaName[])(
  "%s: the last one fits, the next is refused with its remedy",
  (name) => {
    const { most, remedy } = quotas[name];
    expect(() => requireRoom({ [name]: { used: most - 1, adding: 1 } })).not.toThrow();
    expect(() => requireRoom({ [name]: { used: most, adding: 1 } })).toThrow(
      expect.objectContaining({
        code: "too_large",
        message: expect.stringContaining(remedy),
        details: { quota: name, most, used: most, adding: 1 },
      }),
    );
  },
);

test("what makes nothing larger passes, however much there is", () => {
  expect(() => requireRoom({ draftBytes: { used: 1e12, adding: 0 } })).not.toThrow();
  expect(() => requireRoom({ draftBytes: { used: 1e12, adding: -5 } })).not.toThrow();
});
