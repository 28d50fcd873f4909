import { asksForAnything } from "../question/asks-for-anything.ts";
import { searchableText } from "../question/clean-question.ts";
import { type Company, type CompanyProfile, readCompany } from "./read-company.ts";

/** The company behind a question: what may be searched of it, and what its conditions are judged by. */
export interface AskingCompany {
  profile: CompanyProfile;
  industry: string;
  /** What it looks for, in its order; none says "any support", which says nothing. */
  needs: string[];
  description: string;
}

/** Further needs would share one answer's few rows. */
const MOST_NEEDS = 5;

/** Orders, markup and personal data are left out of every text; undefined where nothing is left to go by. */
export function readAskingCompany({
  description,
  industry,
  needs = [],
  ...figures
}: Company): AskingCompany | undefined {
  const said = {
    industry: searchableText(industry ?? ""),
    description: searchableText(description ?? ""),
    needs: needs
      .map(searchableText)
      .filter((need) => need !== "" && !asksForAnything(need))
      .slice(0, MOST_NEEDS),
  };
  const profile = readCompany({ ...figures, ...said });
  const known = [profile.employees, profile.capital, profile.prefecture].some((value) => value !== undefined);
  return known || profile.text !== "" ? { ...said, profile } : undefined;
}
