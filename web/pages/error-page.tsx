import { Layout } from "./layout.tsx";

interface ErrorPageProps {
  /** The HTTP status. */
  status: number;
  code: string;
  message: string;
  hint: string;
  basePath: string;
}

export function ErrorPage({ status, code, message, hint, basePath }: ErrorPageProps) {
  return (
    <Layout title={message} path="/error" basePath={basePath}>
      <article class="error-page">
        <h1>{message}</h1>
        {hint !== "" && <p>{hint}</p>}
        <p>
          <a class="button" href={`${basePath}/`}>
            質問のページへ
          </a>
        </p>
        <p class="note">
          エラー {status}（{code}）
        </p>
      </article>
    </Layout>
  );
}
