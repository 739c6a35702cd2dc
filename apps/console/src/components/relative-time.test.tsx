import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../testing/show.tsx";
import { formatClock, formatExact } from "./format.ts";
import { RelativeTime } from "./relative-time.tsx";

afterEach(cleanup);

test("the exact time stands beside the relative one, in the reader's zone, and as ISO for machines", async () => {
  const at = Date.now() - 37_000;
  await show(
    <>
      <RelativeTime at={at} exact="below" />
      <RelativeTime at={at} exact="beside" />
      <RelativeTime at={at} />
    </>,
  );
  await screen.findAllByText(/ago/);
  const [below, beside, alone] = [...document.querySelectorAll("time")];
  expect(below?.textContent).toBe(`37\u2009s ago${formatClock(at)}`);
  expect(beside?.textContent).toBe(`37\u2009s ago${formatExact(at)}`);
  expect(alone?.textContent).toBe("37\u2009s ago");
  const iso = new Date(at).toISOString();
  expect([below?.title, beside?.title, below?.dateTime, alone?.dateTime]).toEqual([iso, iso, iso, iso]);
});
