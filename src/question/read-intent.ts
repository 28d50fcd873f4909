/** What a question about the document is after: a measure that helps (`need`), or something stated about one (`detail`). */
export type Intent = "need" | "detail";
