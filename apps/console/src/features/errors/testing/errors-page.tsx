import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { Errors } from "../route.tsx";
import type { ErrorsSearch } from "../search.ts";

let address: ErrorsSearch = {};
/** What stands in the address now. */
export const addressNow = () => JSON.parse(JSON.stringify(address)) as ErrorsSearch;

/** The errors page over an address that only this test sees. */
export function Page({ search = {} }: { search?: ErrorsSearch }) {
  const [now, setNow] = useState(search);
  address = now;
  return <Errors search={now} onChange={(next) => setNow({ ...now, ...next })} />;
}

export const row = (n: number) => screen.findByRole("row", { name: new RegExp(`boom ${n},`) });
export const rows = () =>
  screen.getAllByRole("row", { name: /boom/ }).map((one) => one.getAttribute("aria-label"));
export const press = (key: string, init: object = {}) =>
  fireEvent.keyDown(document.body, { key, code: key, ...init });
/** The numbers of the picked rows. */
export const picked = () =>
  screen
    .getAllByRole("row", { name: /boom/ })
    .filter((one) => one.getAttribute("aria-selected") === "true")
    .map((one) => /boom (\d)/.exec(one.getAttribute("aria-label")!)![1])
    .join("");
