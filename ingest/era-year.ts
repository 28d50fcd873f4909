/** The western year of a year as documents write it; 元 is the first of its era. Reiwa 1 is 2019, Heisei 1 is 1989. */
export function westernYear(written: {
  reiwa?: string | undefined;
  heisei?: string | undefined;
  western?: string | undefined;
}): number {
  const { reiwa, heisei, western } = written;
  if (reiwa !== undefined) return 2018 + (reiwa === "元" ? 1 : Number(reiwa));
  return heisei !== undefined ? 1988 + Number(heisei) : Number(western);
}

/** The western year of a fiscal year as parseFiscalYears names it: "R6補正" is 2024. */
export const yearOfFiscal = (fiscalYear: string): number => westernYear({ reiwa: /\d+/.exec(fiscalYear)?.[0] ?? "0" });
