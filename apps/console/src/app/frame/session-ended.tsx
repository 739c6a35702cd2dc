import { Modal } from "@mantine/core";
import { useLayoutEffect } from "react";
import { SignInForm } from "../../components/sign-in-form.tsx";
import { takeFocus } from "../../components/take-focus.ts";
import { reportSignedIn } from "../session.ts";
import { queryClient } from "../trpc.ts";

/** Asks for the password over the page when the session has ended, so that the page keeps what was typed in it. */
export function SessionEnded() {
  useLayoutEffect(takeFocus, []);
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended"
      size={360}
    >
      <p className="soft" style={{ marginBottom: 16 }}>
        Sign in again to go on. This page keeps what you were doing.
      </p>
      <SignInForm
        onDone={() => {
          reportSignedIn();
          void queryClient.invalidateQueries();
        }}
      />
    </Modal>
  );
}
