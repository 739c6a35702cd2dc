import { useState } from "react";

/**
 * Whether the places that two people changed are in front instead of the text. Only ever by an act of who is here: a view that
 * came by itself would come under the hands of somebody who types, and the next letters would be lost.
 */
export function useDeciding(isConflict: boolean): {
  deciding: boolean;
  decide: () => void;
  writeOn: () => void;
} {
  const [chosen, setChosen] = useState(false);
  // The next conflict is another one.
  if (chosen && !isConflict) setChosen(false);
  return {
    deciding: chosen && isConflict,
    decide: () => setChosen(true),
    writeOn: () => setChosen(false),
  };
}
