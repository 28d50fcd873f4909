import { QuestionForm } from "./question-form.tsx";

interface SuggestionsProps {
  heading: string;
  level: 2 | 3;
  suggestions: readonly string[];
  earlier: readonly string[];
  /** Absent without JavaScript: each button then sends its question as the form's `question`. */
  onAsk?: ((question: string) => void) | undefined;
}

export function Suggestions({ heading, level, suggestions, earlier, onAsk }: SuggestionsProps) {
  if (suggestions.length === 0) return null;
  const Heading = `h${level}` as const;
  return (
    <QuestionForm class="suggestions" earlier={earlier} onSend={onAsk && ((pressed) => pressed && onAsk(pressed))}>
      <Heading>{heading}</Heading>
      <ul>
        {suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button type="submit" class="suggestion" name="question" value={suggestion}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </QuestionForm>
  );
}
