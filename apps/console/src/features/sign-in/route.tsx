import { getRouteApi, useRouter } from "@tanstack/react-router";
import { basePath, productSignIn } from "../../app/mount.ts";
import { Gate } from "../../components/gate.tsx";
import { usePageTitle } from "../../components/page-header.tsx";
import { ProductSignIn } from "../../components/product-sign-in.tsx";
import { SignInForm } from "../../components/sign-in-form.tsx";

const route = getRouteApi("/sign-in");

/** Then back to where one was. */
export function SignInPage() {
  const { to } = route.useSearch();
  const router = useRouter();
  usePageTitle("Sign in");
  const address = productSignIn();
  if (address !== null)
    return (
      <Gate title="Sign in">
        {/* Anew: who somebody is was asked when the page was loaded. */}
        <ProductSignIn address={address} onDone={() => window.location.assign(`${basePath}${to ?? "/"}`)} />
      </Gate>
    );
  return (
    <Gate title="Sign in" hint="Accounts are made by an admin, who hands you a one-time link.">
      <SignInForm onDone={() => router.history.replace(`${basePath}${to ?? "/"}`)} />
    </Gate>
  );
}
