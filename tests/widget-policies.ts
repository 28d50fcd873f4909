/** The content policies of host pages that the widget is tested under and that docs/widget.md names. */
export interface HostPolicy {
  name: string;
  /** Response headers of a host page, where `navi` is the widget's server: "https://navi.example.jp". */
  headers: (navi: string) => Readonly<Record<string, string>>;
  /** Attributes that the script's tag then needs. */
  attributes: Readonly<Record<string, string>>;
}

const policy = (value: (navi: string) => string) => (navi: string) => ({ "Content-Security-Policy": value(navi) });

export const HOST_POLICIES: readonly HostPolicy[] = [
  { name: "styles of the page's own only", headers: policy(() => "style-src 'self'"), attributes: {} },
  {
    name: "scripts by nonce",
    headers: policy(() => "script-src 'nonce-r4nd0m' 'strict-dynamic'; object-src 'none'; base-uri 'none'"),
    attributes: { nonce: "r4nd0m" },
  },
  {
    name: "isolated from other origins",
    headers: () => ({
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Opener-Policy": "same-origin",
    }),
    attributes: {},
  },
  { name: "trusted types required", headers: policy(() => "require-trusted-types-for 'script'"), attributes: {} },
  {
    name: "no trusted type at all",
    headers: policy(() => "require-trusted-types-for 'script'; trusted-types 'none'"),
    attributes: {},
  },
  {
    name: "nothing but what the widget needs",
    headers: policy((navi) => `default-src 'none'; script-src ${navi}; connect-src ${navi}`),
    attributes: {},
  },
];

/** Under which the script runs, but may not ask. */
export const WITHOUT_CONNECT_SRC = (navi: string): string => `default-src 'self'; script-src 'self' ${navi}`;
