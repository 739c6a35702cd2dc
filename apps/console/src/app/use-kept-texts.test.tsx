import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { forgetKeptTexts, useKeptTexts } from "./use-kept-texts.ts";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

function Form({ title = "Acme", zone = "UTC" }) {
  const { texts, change, reset, kept } = useKeptTexts("acme/realm", { title, zone });
  return (
    <>
      <input
        aria-label="Title"
        value={texts.title}
        onChange={(event) => change("title", event.currentTarget.value)}
      />
      <p>{texts.zone}</p>
      <p role="status">{kept ? "kept" : "as saved"}</p>
      <button type="button" onClick={() => reset({ title, zone })}>
        Discard
      </button>
    </>
  );
}

const title = () => screen.getByLabelText<HTMLInputElement>("Title");
const type = (value: string) => fireEvent.change(title(), { target: { value } });
const state = () => screen.getByRole("status").textContent;

test("what was typed is there again after the form was closed; what nobody typed is as the server has it now", () => {
  render(<Form />);
  type("Acme Corp");
  cleanup();
  render(<Form zone="Europe/Vienna" />);
  expect(title().value).toBe("Acme Corp");
  expect(screen.getByText("Europe/Vienna")).toBeTruthy();
  expect(state()).toBe("kept");
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect(title().value).toBe("Acme");
  expect(state()).toBe("as saved");
});

test("what is typed back to what it was is not kept; signing out forgets everything", () => {
  render(<Form />);
  type("x");
  type("Acme");
  expect(state()).toBe("as saved");
  expect(sessionStorage).toHaveLength(0);
  type("secret plan");
  forgetKeptTexts();
  cleanup();
  render(<Form />);
  expect(title().value).toBe("Acme");
});

test("what was typed and is saved now is typed no more: it follows when somebody changes it again", () => {
  const { rerender } = render(<Form />);
  type("Acme Corp");
  rerender(<Form title="Acme Corp" />);
  expect(state()).toBe("as saved");
  expect(sessionStorage).toHaveLength(0);
  rerender(<Form title="Acme Limited" />);
  expect(title().value).toBe("Acme Limited");
});
