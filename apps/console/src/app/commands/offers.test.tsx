import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type Command, useOffer, useOffers } from "./offers.ts";

afterEach(cleanup);

function Page({ commands }: { commands: readonly Command[] }) {
  useOffer("login/risk-check", commands);
  return null;
}

function Palette() {
  return useOffers().map(({ group, commands }) => (
    <section key={group} aria-label={group}>
      {commands.map((command) => (
        <button key={command.id} type="button" onClick={command.run}>
          {command.label}
        </button>
      ))}
    </section>
  ));
}

test("what the page in front can do is offered while it is there, as it is now", () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const commands = (run: () => void): Command[] => [{ id: "run", label: "Run", run }];
  const view = (run: () => void) => (
    <>
      <Page commands={commands(run)} />
      <Palette />
    </>
  );
  const { rerender } = render(view(first));
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(first).toHaveBeenCalledOnce();
  rerender(view(second));
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  rerender(<Palette />);
  expect(screen.queryByRole("button")).toBeNull();
});
