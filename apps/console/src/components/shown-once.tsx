import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { Secret } from "./secret.tsx";

/** What a form made that nobody can look up later: why to copy it now, itself, what else there is to say, and the way out. */
export function ShownOnce(props: {
  value: string;
  label: string;
  onDone: () => void;
  children: ReactNode;
  after?: ReactNode;
}) {
  // The form that had the focus is gone: the next Tab, and a reader, go on here.
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <>
      <p ref={text} tabIndex={-1} style={{ outline: "none" }}>
        {props.children}
      </p>
      <Secret value={props.value} label={props.label} />
      {props.after}
      <Button mt={16} variant="default" onClick={props.onDone}>
        Done
      </Button>
    </>
  );
}
