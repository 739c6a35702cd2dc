import { screen } from "@testing-library/react";
import { useOffers } from "../app/commands/offers.ts";

/** Every command that is offered to the palette, as a button: `Errors: Undo the last act`. */
export function Offered() {
  return useOffers().flatMap(({ group, commands }) =>
    commands.map(({ id, label, blocked = null, run }) => (
      <button
        key={`${group} ${id}`}
        type="button"
        disabled={blocked !== null}
        title={blocked ?? ""}
        onClick={run}
      >
        {group}: {label}
      </button>
    )),
  );
}

export const offered = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });
