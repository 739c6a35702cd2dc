import { Button } from "@mantine/core";

/** In the place of the form where the product around the console signs people in: it is asked again afterwards. */
export function ProductSignIn({ address, onDone }: { address: string; onDone: () => void }) {
  return (
    <>
      <p className="soft">
        Accounts are those of the product that Scriptyard is part of. Sign in there, as somebody who may
        change scripts; then come back to this page.
      </p>
      {address === "" ? null : (
        <Button component="a" href={address} target="_blank" rel="noreferrer" fullWidth mt={20}>
          Sign in
        </Button>
      )}
      <Button variant={address === "" ? "filled" : "default"} fullWidth mt={12} onClick={onDone}>
        I have signed in
      </Button>
    </>
  );
}
