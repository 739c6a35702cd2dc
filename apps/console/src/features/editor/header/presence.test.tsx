import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Faces, initials, type Present } from "./presence.tsx";

afterEach(cleanup);

const person = (name: string, state: Present["state"] = "viewing"): Present => ({
  userId: name,
  name,
  state,
});

test("others are initials, with names and what they do in words; more than four are a number", () => {
  const people = ["Artur Author", "Bea", "Cem", "Dora", "Eli", "Fay"].map((name) => person(name));
  render(
    <MantineProvider>
      <Faces others={[person("Zoe Zed", "editing"), ...people]} />
    </MantineProvider>,
  );
  const faces = screen.getByRole("img", { name: /^Also here: Zoe Zed is editing, Artur Author is viewing/ });
  expect([...faces.children].map((face) => face.textContent)).toEqual(["ZZ", "AA", "B", "C", "+3"]);
  cleanup();
  render(
    <MantineProvider>
      <Faces others={[]} />
    </MantineProvider>,
  );
  expect(screen.queryByRole("img")).toBeNull();
});

test("initials of names and addresses", () => {
  expect(["Ada", "Ada de Lovelace", "grace.hopper@acme.example", ""].map(initials)).toEqual([
    "A",
    "AL",
    "GE",
    "",
  ]);
});
