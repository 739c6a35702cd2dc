/** Types that take seconds and hundreds of megabytes. */
export const typeBomb = `type Grow<N, T extends unknown[] = []> = T["length"] extends N ? T : Grow<N, [...T, 1]>;
type Fib<N, A extends unknown[] = [1], B extends unknown[] = [1], I extends unknown[] = []> = I["length"] extends N ? A : Fib<N, B, [...A, ...B], [...I, 1]>;
const a: Fib<26> = 1; const b: Fib<25> = a; const c: Grow<999> = b; const d: Grow<998> = c;
`;
