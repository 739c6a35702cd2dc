// What both engines do wrong with numbers, put right before any script exists. A script, not a module, as the lockdown is.
{
  const native = BigInt.asIntN.bind(BigInt);
  const Big = BigInt;
  const { trunc } = Math;
  // The engines answer the signed value. `asIntN` is right, and reads both arguments in the order that the language asks for.
  const { asUintN } = {
    asUintN(this: void, bits: number, value: bigint): bigint {
      const width = trunc(+bits);
      const signed = native(width, value);
      return signed < 0n ? signed + (1n << Big(width)) : signed;
    },
  };
  Object.defineProperty(BigInt, "asUintN", {
    value: asUintN,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
