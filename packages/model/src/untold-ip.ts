/** What stands for an address that the host did not tell: everybody's, so nobody's. */
export const untoldIp = "0.0.0.0";
