import { Modal } from "@mantine/core";
import { useLayoutEffect } from "react";
import { ProductSignIn } from "../../components/product-sign-in.tsx";
import { SignInForm } from "../../components/sign-in-form.tsx";
import { takeFocus } from "../../components/take-focus.ts";
import { productSignIn } from "../mount.ts";
import { reportSignedIn } from "../session.ts";
import { queryClient } from "../trpc.ts";

/** Asks for the password over the page when the session has ended, so that the page keeps what was typed in it. */
export function SessionEnded() {
  useLayoutEffect(takeFocus, []);
  const address = productSignIn();
  const goOn = () => {
    reportSignedIn();
    void queryClient.invalidateQueries();
  };
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
      {address === null ? <SignInForm onDone={goOn} /> : <ProductSignIn address={address} onDone={goOn} />}
    </Modal>
  );
}
