import { useRef } from "preact/hooks";
import { type CompanyProfile, companyChips, PREFECTURES, readCompanyFields } from "../company.ts";
import { useSite } from "../site.ts";

interface CompanyViewProps {
  company: CompanyProfile;
  onChange: (company: CompanyProfile) => void;
  onAsk: () => void;
}

/** The company's profile: chips that can be taken away, and a form behind them that is filled once. */
export function CompanyView({ company, onChange, onAsk }: CompanyViewProps) {
  const { strings } = useSite();
  const details = useRef<HTMLDetailsElement>(null);
  const chips = companyChips(company, strings);
  return (
    <div class="company">
      {chips.length > 0 && (
        <ul class="chips" aria-label={strings.company.chips}>
          {chips.map(({ label, without }) => (
            <li key={label}>
              <button type="button" class="chip" onClick={() => onChange(without)}>
                {label}
                <span aria-hidden="true"> ×</span>
                <span class="visually-hidden">: {strings.company.remove(label)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <details ref={details}>
        <summary>{strings.company.heading}</summary>
        <CompanyForm
          company={company}
          onSave={(saved) => {
            onChange(saved);
            details.current?.removeAttribute("open");
            details.current?.querySelector("summary")?.focus();
          }}
          onAsk={(saved) => {
            onChange(saved);
            details.current?.removeAttribute("open");
            onAsk();
          }}
        />
      </details>
    </div>
  );
}

interface CompanyFormProps {
  company: CompanyProfile;
  onSave: (company: CompanyProfile) => void;
  onAsk: (company: CompanyProfile) => void;
}

function CompanyForm({ company, onSave, onAsk }: CompanyFormProps) {
  const { strings } = useSite();
  const words = strings.company;
  const form = useRef<HTMLFormElement>(null);
  const read = (): CompanyProfile => {
    const fields = new FormData(form.current ?? undefined);
    const field = (name: string): string => String(fields.get(name) ?? "");
    return readCompanyFields({
      industry: field("industry"),
      employees: field("employees"),
      prefecture: field("prefecture"),
      needs: field("needs"),
    });
  };
  return (
    <form
      ref={form}
      class="company-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(read());
      }}
    >
      <p class="note">{words.intro}</p>
      <div class="fields">
        <label>
          {words.industry}
          <input
            name="industry"
            type="text"
            maxLength={100}
            placeholder={words.industryExample}
            value={company.industry}
          />
        </label>
        <label>
          {words.employees}
          <input name="employees" type="text" inputMode="numeric" value={company.employees ?? ""} />
        </label>
        <label>
          {words.prefecture}
          <select name="prefecture" value={company.prefecture}>
            <option value="">{words.none}</option>
            {PREFECTURES.map((name) => (
              <option value={name} key={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.needs}
          <input name="needs" type="text" placeholder={words.needsExample} value={company.needs.join("、")} />
        </label>
      </div>
      <div class="form-actions">
        <button type="submit" class="secondary">
          {words.save}
        </button>
        <button type="button" class="primary" onClick={() => onAsk(read())}>
          {words.ask}
        </button>
      </div>
    </form>
  );
}
